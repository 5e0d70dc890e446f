// package-files: where the package's own files are, for source, compiled and bundled code alike.
import { existsSync } from 'node:fs';

const ROOT = nearestPackage(new URL('.', import.meta.url));

/** `path` is told from the folder of package.json. */
export function packageFile(path: string): URL {
  return new URL(path, ROOT);
}

function nearestPackage(folder: URL): URL {
  const above = new URL('..', folder);
  return existsSync(new URL('package.json', folder)) || above.href === folder.href ? folder : nearestPackage(above);
}
