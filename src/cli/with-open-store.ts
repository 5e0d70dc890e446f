// with-open-store: a store that is there, open for as long as a command uses it.
import type { Store } from '../cases/open-store.js';
import { openStore } from '../cases/open-store.js';

export async function withOpenStore(path: string, use: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(path, { create: false });
  try {
    await use(store);
  } finally {
    await store.close();
  }
}
