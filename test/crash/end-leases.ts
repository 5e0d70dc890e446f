// end-leases: what killed processes had under way is due at once, as it is a minute and a half later.
import type { Store } from '../../src/cases/open-store.js';

export async function endLeases(store: Store): Promise<void> {
  const due = { due_at: new Date().toISOString() };
  await store.db.updateTable('deliveries').set(due).where('state', '=', 'pending').execute();
}
