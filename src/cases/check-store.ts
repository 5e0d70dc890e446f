// check-store: whether a store can be opened, or made where there is none; makes and migrates nothing.
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openStore } from './open-store.js';
import { toStoreError } from './store-errors.js';

/** Throws SieveErrors with `STORE_…` codes. */
export async function checkStore(path: string): Promise<void> {
  if (!existsSync(path)) return requireFolder(path);
  const store = await openStore(path, { create: false, migrates: false });
  await store.close();
}

/** The dot has a file that stands for a folder refused. */
function requireFolder(path: string): void {
  try {
    accessSync(`${dirname(resolve(path))}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw toStoreError(error, path);
  }
}
