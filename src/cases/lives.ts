// lives: which life of a name a record of a feed is about; the date of registration tells them apart where it is known.
import type { Transaction } from 'kysely';
import { dateLives, insertLives, livesOf, type Life } from './screen-rows.js';
import type { Tables } from './schema.js';

/** A name of which a feed told something. */
export interface Mention {
  readonly origin: string;
  readonly name: string;
  /** ISO 8601; null where the feed does not say. */
  readonly registeredAt: string | null;
}

export interface Mentioned {
  readonly life: Life | null;
  /** The newest life before the mention, as it was known then; null where that one was gone. */
  readonly before: Life | null;
}

/** The registration of each mention, in their order; those that may be made are made. */
export async function ensureLives(
  trx: Transaction<Tables>,
  at: string,
  mentions: readonly Mention[],
  mayMake: (index: number) => boolean,
): Promise<Mentioned[]> {
  const found: Mentioned[] = [];
  for (const origin of new Set(mentions.map((mention) => mention.origin))) {
    const indexes = mentions.flatMap((mention, index) => (mention.origin === origin ? [index] : []));
    const lives = new Lives(at, await livesOf(trx, origin, new Set(indexes.map((index) => mentions[index]!.name))));
    const told = indexes.map((index) => ({
      before: lives.newest(mentions[index]!.name),
      life: lives.of(mentions[index]!, mayMake(index)),
    }));
    await lives.save(trx, origin, at);
    indexes.forEach((index, which) => (found[index] = lives.stored(told[which]!)));
  }
  return found;
}

/** Id of a life that has no row yet. */
const NOT_STORED = 0;

/** The lives of some names, and what must be written of them. */
class Lives {
  private readonly byName = new Map<string, Life[]>();
  private readonly dated = new Map<number, string>();

  constructor(
    private readonly at: string,
    lives: readonly Life[],
  ) {
    for (const life of lives) this.byName.set(life.name, [...(this.byName.get(life.name) ?? []), life]);
  }

  /** Null where it is gone. */
  newest(name: string): Life | null {
    const newest = this.byName.get(name)?.at(-1);
    return newest?.goneAt === null ? newest : null;
  }

  /** In the order of the mentions: a later one may open the next life. */
  of(mention: Mention, mayMake: boolean): Life | null {
    const known = this.byName.get(mention.name) ?? [];
    if (isBefore(mention, known[0])) return null;
    return this.find(mention) ?? (mayMake || known.length > 0 ? this.make(mention) : null);
  }

  /** The same lives with their ids. */
  stored({ life, before }: Mentioned): Mentioned {
    return { life: life && this.now(life), before: before && { ...before, id: this.now(before).id } };
  }

  private now({ name, generation }: Life): Life {
    return this.byName.get(name)!.find((life) => life.generation === generation)!;
  }

  async save(trx: Transaction<Tables>, origin: string, at: string): Promise<void> {
    const made = [...this.byName.values()].flat().filter(({ id }) => id === NOT_STORED);
    const rows = made.map(({ name, generation, registeredAt }) => [name, generation, registeredAt] as const);
    if (rows.length > 0) this.put(await insertLives(trx, origin, at, rows));
    await dateLives(trx, [...this.dated]);
  }

  /** A life that was known without a date has the first one that is told. */
  private find({ name, registeredAt }: Mention): Life | undefined {
    const lives = this.byName.get(name) ?? [];
    const newest = lives.at(-1);
    if (registeredAt === null) return newest?.goneAt === null ? newest : undefined;
    const same = lives.find((life) => life.registeredAt === registeredAt);
    if (same !== undefined) return same;
    if (newest === undefined) return undefined;
    if (newest.registeredAt === null && newest.goneAt === null) return this.date(newest, registeredAt);
    if (newest.registeredAt === null || newest.registeredAt < registeredAt) return undefined;
    return lives.findLast((life) => (life.registeredAt ?? '') < registeredAt);
  }

  private date(life: Life, registeredAt: string): Life {
    const dated = { ...life, registeredAt };
    this.put([dated]);
    if (life.id !== NOT_STORED) this.dated.set(life.id, registeredAt);
    return dated;
  }

  private make({ name, registeredAt }: Mention): Life {
    const generation = (this.byName.get(name)?.at(-1)?.generation ?? 0) + 1;
    const unknown = { id: NOT_STORED, firstSeenAt: this.at, goneAt: null, caseId: null };
    const life: Life = { ...unknown, name, generation, registeredAt };
    this.put([life]);
    return life;
  }

  private put(lives: readonly Life[]): void {
    for (const life of lives) {
      const others = (this.byName.get(life.name) ?? []).filter((other) => other.generation !== life.generation);
      this.byName.set(
        life.name,
        [...others, life].sort((a, b) => a.generation - b.generation),
      );
    }
  }
}

/** A life that was over before the first one that is known: nothing is kept of it. */
function isBefore({ registeredAt }: Mention, first: Life | undefined): boolean {
  return registeredAt !== null && (first?.registeredAt ?? null) !== null && registeredAt < first!.registeredAt!;
}
