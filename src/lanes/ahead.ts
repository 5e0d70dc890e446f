// ahead: begins work on items as they come, before what was begun first is done; what comes of them comes in their order.
import type { Settled } from './settled.js';
import { settled, unsettled } from './settled.js';

/** At most `most` items are in work or waiting to be taken. */
export async function* ahead<T, R>(
  items: AsyncGenerator<T>,
  begin: (item: T) => Promise<R>,
  most: number,
): AsyncGenerator<R> {
  const underWay: Promise<Settled<R>>[] = [];
  let coming: Promise<null> | null = null;
  let isOver = false;
  const takeNext = async (): Promise<null> => {
    const next = await items.next();
    coming = null;
    if (next.done === true) isOver = true;
    else underWay.push(settled(begin(next.value)));
    return null;
  };
  try {
    while (!isOver || underWay.length > 0) {
      if (!isOver && underWay.length < most) coming ??= takeNext();
      const done = await Promise.race([...(coming === null ? [] : [coming]), ...underWay.slice(0, 1)]);
      if (done === null) continue;
      void underWay.shift();
      yield unsettled(done);
    }
  } finally {
    // Not awaited: it waits for the item that is coming, and standard input may be silent.
    void items.return(undefined);
  }
}
