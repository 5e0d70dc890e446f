// store-model: the store's rules again, slow and in memory, as the oracle of the property test.
import type { Allowance } from '../../src/base/allowance.js';

export interface ModelSweep {
  readonly zone: readonly string[];
  /** Names of the zone that also have a brand hit. */
  readonly branded: readonly string[];
  readonly list: { readonly version: string; readonly strings: Readonly<Record<string, string>> } | null;
  readonly complete: boolean;
  readonly serial: number | null;
  readonly noteSerial: boolean;
  readonly serialReset: boolean;
  readonly allows: readonly { readonly key: string; readonly name: string }[];
  /** Killed before it is finished. */
  readonly killed: boolean;
}

/** A record of a feed. */
export interface ModelRecord {
  readonly name: string;
  /** Days, as those of sweeps. */
  readonly registeredAt: number | null;
  readonly event: Allowance['event'] | 'creation' | 'restore';
  /** It has a brand hit. A deletion has none. */
  readonly branded: boolean;
  /** It shows something of its holder. */
  readonly shown: boolean;
  readonly allows: readonly { readonly key: string; readonly name: string }[];
}

interface Life {
  readonly firstSeen: number;
  registeredAt: number | null;
  delegated: boolean;
  absent: number;
  gone: boolean;
  deleted: boolean;
  /** Rule to withdrawing version; null until there is a case. */
  hits: Map<string, string | null> | null;
}

interface Term {
  string: string;
  state: string;
  version: string;
  withdrawn: string | null;
}

export class StoreModel {
  private readonly lives = new Map<string, Life[]>();
  private readonly entries = new Map<string, { name: string; life: Life; lapsed: boolean }>();
  private readonly terms = new Map<string, Term>();
  private readonly sweeps: boolean[] = [];
  private last: number | null = null;

  constructor(private readonly untilGone: number) {}

  sweep(sweep: ModelSweep, day: number): void {
    const older = !sweep.serialReset && this.isOlder(sweep.serial);
    const takeAsPast = older && sweep.noteSerial;
    const live = [...this.lives.values()].flat().filter((life) => !life.gone);
    const seen = new Set<Life>();
    const standing = this.standing(sweep.allows);
    for (const [name, rule] of hitsOf(sweep)) {
      const life = this.currentLife(name, takeAsPast, day);
      seen.add(life);
      (life.hits ??= new Map()).set(rule, null);
    }
    if (sweep.killed) return;
    for (const name of sweep.zone) {
      const life = this.lives.get(name)?.at(-1);
      if (life !== undefined && live.includes(life)) seen.add(life);
    }
    this.finish(sweep, older, live, seen, standing, day);
  }

  record(record: ModelRecord, day: number): void {
    const { name, event, branded } = record;
    const lives = this.lives.get(name) ?? [];
    this.lives.set(name, lives);
    const newest = lives.at(-1);
    const before = newest?.gone === false ? newest : null;
    const listed = this.standing(record.allows).filter((entry) => entry.name === name);
    const known = [...this.entries.values()].filter((entry) => entry.name === name);
    const ofName = () => [...this.entries.values()].filter((entry) => entry.name === name && !entry.lapsed);
    const isAllowed = listed.length > 0 || known.length > 0;
    if (!isAllowed && !branded && !record.shown && event !== 'deletion') return;
    const told = this.lifeOf(record, lives, isAllowed || branded, day);
    const isOver = told !== null && 'over' in told;
    const life = isOver ? null : told;
    if (life !== null && life === lives.at(-1)) this.goOn(life, record);
    const current = before ?? (life?.gone === false ? life : null);
    for (const { key } of listed) {
      if (current !== null && !this.entries.has(key)) this.entries.set(key, { name, life: current, lapsed: false });
    }
    for (const entry of ofName()) {
      if (life === null) continue;
      const isLater = lives.indexOf(life) > lives.indexOf(entry.life);
      const toAnother = before !== null && (event === 'passed-on' || event === 'restore');
      if (isLater || (life === entry.life && (event === 'deletion' || toAnother))) entry.lapsed = true;
    }
    const hides = ({ key }: { key: string }) =>
      ofName().some((entry) => this.entries.get(key) === entry && entry.life === life);
    const holder = isOver ? told.over : told;
    if (holder !== null && branded && !listed.some(hides)) (holder.hits ??= new Map()).set('brand', null);
  }

  private lifeOf(
    { registeredAt, event }: ModelRecord,
    lives: Life[],
    mayMake: boolean,
    day: number,
  ): Life | { readonly over: Life } | null {
    const newest = lives.at(-1);
    const next = (): Life => {
      lives.push({
        firstSeen: day,
        registeredAt,
        delegated: false,
        absent: 0,
        gone: false,
        deleted: false,
        hits: null,
      });
      return lives.at(-1)!;
    };
    if (newest === undefined) return mayMake ? next() : null;
    const isAfterDeletion = event === 'creation' && newest.deleted;
    const isLeft = newest.gone && event !== 'restore';
    if (registeredAt === null) return isLeft || isAfterDeletion ? next() : newest;
    const same = lives.findLast((life) => life.registeredAt === registeredAt);
    const isGone = same?.gone === true && (!same.deleted || event === 'restore') && same === lives.at(-2);
    const isBack = isGone && !newest.gone && newest.registeredAt === null && event !== 'deletion';
    if (same !== undefined) return isBack ? newest : same;
    const later = lives.findIndex((life) => life.registeredAt !== null && life.registeredAt > registeredAt);
    if (later === 0) return { over: lives[0]! };
    if (later > 0) {
      const life = lives[later - 1]!;
      const isOther = registeredAt > life.firstSeen || (event === 'creation' && life.deleted);
      return life.registeredAt === null && !isOther ? life : { over: life };
    }
    const isNext = newest.registeredAt !== null || registeredAt > newest.firstSeen || isAfterDeletion;
    return isNext ? next() : newest;
  }

  private goOn(life: Life, { registeredAt, event }: ModelRecord): void {
    life.registeredAt ??= registeredAt;
    life.deleted = event === 'deletion';
    if (life.deleted || !life.gone) return;
    life.gone = false;
    life.absent = 0;
  }

  /** Those that did not lapse; one whose registration has a successor counts as lapsed. */
  private standing(allows: ModelSweep['allows']): ModelSweep['allows'] {
    return allows.filter(({ key }) => {
      const entry = this.entries.get(key);
      return entry === undefined || (!entry.lapsed && this.lives.get(entry.name)!.at(-1) === entry.life);
    });
  }

  private finish(
    sweep: ModelSweep,
    older: boolean,
    live: readonly Life[],
    seen: Set<Life>,
    standing: ModelSweep['allows'],
    day: number,
  ): void {
    const complete = sweep.complete && !older;
    this.sweeps.push(complete);
    if (older) return;
    for (const { name } of standing) if (sweep.zone.includes(name)) seen.add(this.currentLife(name, false, day));
    for (const life of seen) if (!life.gone) Object.assign(life, { absent: 0, delegated: true });
    for (const { key, name } of standing) {
      const life = this.lives.get(name)?.at(-1);
      if (life?.gone === false && !this.entries.has(key)) this.entries.set(key, { name, life, lapsed: false });
    }
    if (!complete) return;
    const isSameZone = sweep.serial !== null && sweep.serial === this.last;
    if (sweep.serial !== null) this.last = sweep.serial;
    for (const life of isSameZone ? [] : live) {
      const hasSuccessor = [...this.lives.values()].some((lives) => lives.includes(life) && lives.at(-1) !== life);
      if (seen.has(life) || !(life.delegated || life.deleted || hasSuccessor)) continue;
      if (++life.absent >= this.untilGone) life.gone = true;
    }
    for (const entry of this.entries.values()) {
      if (entry.life.gone || this.lives.get(entry.name)!.at(-1) !== entry.life) entry.lapsed = true;
    }
    if (sweep.list !== null) this.settleList(sweep.list, sweep.zone);
  }

  private settleList(list: NonNullable<ModelSweep['list']>, zone: readonly string[]): void {
    for (const [rule, string] of Object.entries(list.strings)) {
      const inZone = zone.some((name) => name.startsWith(`${string}.`));
      const state = inZone ? 'in-zone' : 'watching';
      if (!inZone || this.terms.has(rule))
        this.terms.set(rule, { string, state, version: list.version, withdrawn: null });
    }
    for (const [rule, term] of this.terms) {
      if (rule in list.strings || term.state === 'withdrawn') continue;
      Object.assign(term, { state: 'withdrawn', withdrawn: list.version });
    }
    for (const { hits } of [...this.lives.values()].flat()) {
      for (const [rule, withdrawn] of hits ?? []) {
        if (rule.startsWith('brand')) continue;
        hits!.set(rule, rule in list.strings ? null : (withdrawn ?? list.version));
      }
    }
  }

  private currentLife(name: string, takeAsPast: boolean, day: number): Life {
    const lives = this.lives.get(name) ?? [];
    this.lives.set(name, lives);
    const latest = lives.at(-1);
    if (latest !== undefined && (!latest.gone || takeAsPast)) return latest;
    lives.push({
      firstSeen: day,
      registeredAt: null,
      delegated: true,
      absent: 0,
      gone: false,
      deleted: false,
      hits: null,
    });
    return lives.at(-1)!;
  }

  private isOlder(serial: number | null): boolean {
    if (serial === null || this.last === null || serial === this.last) return false;
    const [s1, s2] = [serial, this.last];
    return !((s1 > s2 && s1 - s2 < 2 ** 31) || (s1 < s2 && s2 - s1 > 2 ** 31));
  }

  /** Line by line, sorted; `storeLines` says the same of a store. */
  lines(): string[] {
    const lines: string[] = [];
    for (const [name, lives] of this.lives) {
      lives.forEach((life, index) => {
        const hits = life.hits && [...life.hits].map(([rule, withdrawn]) => `${rule}:${withdrawn}`).sort();
        const state = `${life.registeredAt} ${life.absent} ${life.gone} ${life.deleted ? 'deleted' : 'kept'}`;
        lines.push(`life ${name} ${index + 1} ${state} ${hits?.join() ?? 'no case'}`);
      });
    }
    for (const [rule, term] of this.terms) {
      lines.push(`term ${rule} ${term.string} ${term.state} ${term.version} ${term.withdrawn}`);
    }
    for (const [key, entry] of this.entries) {
      lines.push(`entry ${key} ${entry.name} ${this.lives.get(entry.name)!.indexOf(entry.life) + 1} ${entry.lapsed}`);
    }
    return [...lines, `sweeps ${this.sweeps.map(Number).join()}`].sort();
  }
}

/** Name and rule of every hit: brand hits as told, hopping hits by the list. */
export function hitsOf(sweep: ModelSweep): [name: string, rule: string][] {
  const brand = sweep.branded.filter((name) => sweep.zone.includes(name)).map((name) => [name, 'brand'] as const);
  const hopping = Object.entries(sweep.list?.strings ?? {}).flatMap(([rule, string]) =>
    sweep.zone.filter((name) => name.startsWith(`${string}.`)).map((name) => [name, rule] as const),
  );
  return [...brand, ...hopping].map(([name, rule]) => [name, rule]);
}
