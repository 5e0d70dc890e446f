// worker-file: where the compiled thread entries of workers/ are.
import { packageFile } from '../base/package-files.js';

export function workerFile(kind: string): string {
  return packageFile(`dist/command/${kind}.js`).href;
}
