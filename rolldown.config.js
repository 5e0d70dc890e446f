// rolldown.config: dist/ → dist/command/, the command and its threads in few files: Node spends a millisecond on each file that it loads.
import { readdirSync } from 'node:fs';
import { defineConfig } from 'rolldown';

/** Packages of many files without native parts, paths or threads of their own. Others are loaded where they are installed. */
const BUNDLED = ['commander', 'csv-parse', 'kysely', 'libphonenumber-js', 'tldts', 'tldts-core'];

const workers = readdirSync('workers').map((file) => file.replace(/\.ts$/, ''));

export default defineConfig({
  input: {
    main: 'dist/src/cli/main.js',
    ...Object.fromEntries(workers.map((name) => [name, `dist/workers/${name}.js`])),
  },
  platform: 'node',
  external: (id, _importer, isResolved) => !isResolved && /^[^./]/.test(id) && !BUNDLED.includes(packageOf(id)),
  output: { dir: 'dist/command', cleanDir: true, chunkFileNames: '[name].js' },
});

function packageOf(id) {
  return id.split('/', id.startsWith('@') ? 2 : 1).join('/');
}
