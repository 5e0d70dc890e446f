// lives: which life of a name a record of a feed is about; the date of registration tells them apart where it is known.
import type { Transaction } from 'kysely';
import type { LifeEvent } from '../base/screened.js';
import { dayOf, isWholeDay, mayBeSame } from '../base/day.js';
import { grouped } from '../base/grouped.js';
import { insertLives, livesOf, updateLives, type Life } from './life-rows.js';
import type { Tables } from './schema.js';

/** A name of which a feed told something. */
export interface Mention {
  readonly origin: string;
  readonly name: string;
  /** ISO 8601; null where the feed does not say. */
  readonly registeredAt: string | null;
}

export interface Telling extends Mention {
  readonly event: LifeEvent;
}

export interface Mentioned {
  /** Null where it is none that is known, and none was made. */
  readonly life: Life | null;
  /** The newest life before the mention, as it was known then; null where that one was gone. */
  readonly before: Life | null;
  /** Of a mention of a life that has no row and was over when a known one began: the one whose case takes what is wrong with it. */
  readonly instead: Life | null;
}

/** The registration of each telling, in their order; those that may be made are made. */
export async function ensureLives(
  trx: Transaction<Tables>,
  at: string,
  tellings: readonly Telling[],
  mayMake: (index: number) => boolean,
): Promise<Mentioned[]> {
  const found: Mentioned[] = [];
  for (const [origin, indexes] of byOrigin(tellings)) {
    const lives = new Lives(at, await livesOf(trx, origin, new Set(indexes.map((index) => tellings[index]!.name))));
    const told = indexes.map((index) => lives.tell(tellings[index]!, mayMake(index)));
    await lives.save(trx, origin, at);
    indexes.forEach((index, which) => (found[index] = lives.stored(told[which]!)));
  }
  return found;
}

/** Of records that came before: the registration that each tells of now; null where that is none that is known. */
export async function livesTold(trx: Transaction<Tables>, tellings: readonly Telling[]): Promise<(Life | null)[]> {
  return withLives(trx, tellings, (telling, lives) => {
    const found = lifeOf(telling, lives);
    return found === null || found.isOver ? null : found.life;
  });
}

/** Whether each tells of a registration after all that are known of its name in that zone; false where none is known. */
export async function areNext(trx: Transaction<Tables>, tellings: readonly Telling[]): Promise<boolean[]> {
  return withLives(trx, tellings, (telling, lives) => lives.length > 0 && lifeOf(telling, lives) === null);
}

/** What is told of each and the known lives of its name, oldest first. */
async function withLives<T>(
  trx: Transaction<Tables>,
  tellings: readonly Telling[],
  tell: (telling: Telling, lives: readonly Life[]) => T,
): Promise<T[]> {
  const told: T[] = [];
  for (const [origin, indexes] of byOrigin(tellings)) {
    const names = new Set(indexes.map((index) => tellings[index]!.name));
    const lives = grouped(await livesOf(trx, origin, names), ({ name }) => name);
    for (const index of indexes) told[index] = tell(tellings[index]!, lives.get(tellings[index]!.name) ?? []);
  }
  return told;
}

function byOrigin(tellings: readonly Telling[]): Map<string, number[]> {
  return grouped(tellings.keys(), (index) => tellings[index]!.origin);
}

/** Id of a life that has no row yet. */
const NOT_STORED = 0;

/** What a record may tell anew of a life. */
const TOLD = ['registeredAt', 'goneAt', 'deletedAt'] as const;

/** The lives of some names, and what must be written of them. */
class Lives {
  private readonly byName = new Map<string, Life[]>();
  /** Names with a life that is another one than its row. */
  private readonly changed = new Set<string>();

  constructor(
    private readonly at: string,
    lives: readonly Life[],
  ) {
    for (const life of lives) this.put(life);
  }

  /** In the order of the tellings: a later one may open the next life. */
  tell(telling: Telling, mayMake: boolean): Mentioned {
    const lives = this.byName.get(telling.name) ?? [];
    const newest = lives.at(-1);
    const before = newest?.goneAt === null ? newest : null;
    const found = lifeOf(telling, lives);
    if (found === null)
      return { life: mayMake || newest !== undefined ? this.make(telling) : null, before, instead: null };
    const { life, isOver } = found;
    if (isOver) return { life: null, before, instead: life };
    return { life: life === newest ? this.goOn(life, telling) : life, before, instead: null };
  }

  /** The same lives with their ids. */
  stored({ life, before, instead }: Mentioned): Mentioned {
    return {
      life: life && this.now(life),
      before: before && { ...before, id: this.now(before).id },
      instead: instead && this.now(instead),
    };
  }

  private now({ name, generation }: Pick<Life, 'name' | 'generation'>): Life {
    return this.byName.get(name)!.find((life) => life.generation === generation)!;
  }

  async save(trx: Transaction<Tables>, origin: string, at: string): Promise<void> {
    const made = this.all().filter(({ id }) => id === NOT_STORED);
    const rows = made.map(({ name, generation, registeredAt }) => [name, generation, registeredAt] as const);
    for (const stored of await insertLives(trx, origin, at, rows, 0)) this.put({ ...this.now(stored), id: stored.id });
    if (this.changed.size > 0)
      await updateLives(
        trx,
        this.all().filter(({ name }) => this.changed.has(name)),
      );
  }

  private all(): Life[] {
    return [...this.byName.values()].flat();
  }

  /** The newest life, with what is told of it. */
  private goOn(life: Life, { registeredAt, event }: Telling): Life {
    const over = event === 'deletion';
    const told: Life = {
      ...life,
      registeredAt: moreExact(life.registeredAt, registeredAt),
      goneAt: over ? life.goneAt : null,
      deletedAt: over ? (life.deletedAt ?? this.at) : null,
    };
    if (TOLD.every((key) => told[key] === life[key])) return life;
    this.put(told);
    this.changed.add(life.name);
    return told;
  }

  private make({ name, registeredAt, event }: Telling): Life {
    const generation = (this.byName.get(name)?.at(-1)?.generation ?? 0) + 1;
    const deletedAt = event === 'deletion' ? this.at : null;
    const unknown = { id: NOT_STORED, firstSeenAt: this.at, goneAt: null, caseId: null, newestLook: null };
    const life: Life = { ...unknown, name, generation, registeredAt, deletedAt };
    if (deletedAt !== null) this.changed.add(name);
    this.put(life);
    return life;
  }

  /** In place of the same one as it was; new ones come oldest first. */
  private put(life: Life): void {
    const others = (this.byName.get(life.name) ?? []).filter((other) => other.generation !== life.generation);
    this.byName.set(life.name, [...others, life]);
  }
}

/** A life that is told of; where `isOver`, one without a row, next to it. */
interface ToldLife {
  readonly life: Life;
  readonly isOver: boolean;
}

/** Which of a name's `lives`, oldest first, is told of; null: the next one. */
function lifeOf(telling: Telling, lives: readonly Life[]): ToldLife | null {
  const { registeredAt, event } = telling;
  const newest = lives.at(-1);
  if (newest === undefined) return null;
  const goesOn = { life: newest, isOver: false };
  const isGone = newest.goneAt !== null && event !== 'restore';
  if (registeredAt === null) return isGone || isOver(newest, telling) ? null : goesOn;
  const same =
    lives.findLast((life) => life.registeredAt === registeredAt) ??
    lives.findLast((life) => life.registeredAt !== null && mayBeSame(life.registeredAt, registeredAt));
  if (same !== undefined) return isBack(same, lives, telling) ? goesOn : { life: same, isOver: false };
  const later = lives.findIndex((life) => life.registeredAt !== null && life.registeredAt > registeredAt);
  if (later >= 0) return lifeBefore(telling, registeredAt, lives, later);
  const isNext = newest.registeredAt !== null || isMadeSince(newest, registeredAt) || isOver(newest, telling);
  return isNext ? null : goesOn;
}

/** One whose date is not known may be the one that is told of; else that was between two that are known, or before all. */
function lifeBefore(telling: Telling, registeredAt: string, lives: readonly Life[], later: number): ToldLife {
  const life = lives[later - 1];
  if (life === undefined) return { life: lives[0]!, isOver: true };
  return { life, isOver: life.registeredAt !== null || isMadeSince(life, registeredAt) || isOver(life, telling) };
}

/**
 * A sweep takes a gone name that is back for another registration; a record with the date of the gone one says that it is the same. What
 * was deleted is back where it is restored.
 */
function isBack(same: Life, lives: readonly Life[], { event }: Telling): boolean {
  const [last, newest] = lives.slice(-2);
  if (last !== same || newest === undefined || event === 'deletion') return false;
  const isGone = same.goneAt !== null && (same.deletedAt === null || event === 'restore');
  return isGone && newest.goneAt === null && newest.registeredAt === null;
}

/** What is created after a deletion is another one. */
function isOver({ deletedAt }: Life, { event }: Telling): boolean {
  return deletedAt !== null && event === 'creation';
}

/** A name that was there on a day before its registration was made had another one. The day itself is no proof: a hook may be asked first. */
function isMadeSince({ firstSeenAt }: Life, registeredAt: string): boolean {
  return dayOf(registeredAt) > dayOf(firstSeenAt);
}

function moreExact(known: string | null, told: string | null): string | null {
  return known === null || (told !== null && isWholeDay(known)) ? told : known;
}
