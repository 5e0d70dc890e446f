// script: runs a builder when its file is the one that node was started with; a wrong call says how.
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export function runAsScript(
  url: string,
  parameters: readonly string[],
  build: (args: readonly string[]) => void,
): void {
  const script = process.argv[1];
  const file = fileURLToPath(url);
  if (script === undefined || realpathSync(script) !== file) return;
  const args = process.argv.slice(2);
  if (args.length === parameters.length) {
    build(args);
    return;
  }
  process.stderr.write(`usage: node ${basename(file)} ${parameters.join(' ')}\n`);
  process.exitCode = 2;
}
