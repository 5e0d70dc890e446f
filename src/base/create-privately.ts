// create-privately: a file that only its owner can read, before SQLite opens it, which would create it by the umask.
import { closeSync, openSync } from 'node:fs';

/** One that is there stays as it is. Throws what the system says. */
export function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
