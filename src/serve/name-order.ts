// name-order: messages about one name are judged one after the other, in the order in which they came.
import { asciiOf } from '../base/names.js';

export class NameOrder {
  /** The last one of each name that is under way; it resolves to whether those behind it may begin. */
  private readonly last = new Map<string, Promise<boolean>>();

  /**
   * Begins `work` once the one before it of the same name is over. Null says that a message is given back: those behind it
   * are not begun then and get null too, since they would overtake it. The same where it rejects.
   */
  run<T>(name: string | null, work: () => Promise<T | null>): Promise<T | null> {
    if (name === null) return work();
    const before = this.last.get(name);
    const running = before === undefined ? work() : before.then((mayBegin) => (mayBegin ? work() : null));
    const over = running.then(
      (result) => result !== null,
      () => false,
    );
    this.last.set(name, over);
    void over.then(() => {
      if (this.last.get(name) === over) this.last.delete(name);
    });
    return running;
  }

  /** Names with messages under way. */
  get size(): number {
    return this.last.size;
  }
}

/** As the store has it; null for what has none, and waits for nobody. */
export function nameOf(record: Uint8Array): string | null {
  try {
    const { domain } = JSON.parse(Buffer.from(record).toString()) as { domain: string };
    return asciiOf(domain.trim());
  } catch {
    return null;
  }
}
