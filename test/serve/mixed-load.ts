// mixed-load: what a long run needs: work begun by a counted schedule, a receiver that dies and returns, a process that is watched.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const TURN_MS = 10;

export interface Pace {
  readonly aSecond: number;
  readonly seconds: number;
  readonly mostUnderWay: number;
}

export interface Paced {
  /** Work 0 up to this was done. */
  readonly count: number;
  readonly latestMs: number;
}

/** Begins work 0, 1, … at `aSecond` until the time is over, never more than `mostUnderWay` at a time; what is late is made up for. */
export async function paced(
  { aSecond, seconds, mostUnderWay }: Pace,
  work: (turn: number) => Promise<void>,
): Promise<Paced> {
  const from = performance.now();
  const underWay = new Set<Promise<void>>();
  let [turn, latestMs] = [0, 0];
  for (let passedMs = 0; passedMs < seconds * 1000; passedMs = performance.now() - from) {
    const due = Math.floor((passedMs * aSecond) / 1000);
    latestMs = Math.max(latestMs, passedMs - (turn * 1000) / aSecond);
    for (; turn < due && underWay.size < mostUnderWay; turn++) {
      const one: Promise<void> = work(turn).finally(() => underWay.delete(one));
      underWay.add(one);
    }
    await (turn < due ? Promise.race(underWay) : pause(TURN_MS));
  }
  await Promise.all(underWay);
  return { count: turn, latestMs };
}

interface Sent {
  readonly data: { readonly id: string; readonly caseId: number };
}

/** Knows each trigger by its `webhook-id`. While it is dead nobody answers at its port. */
export class MortalReceiver {
  /** Case by id. */
  readonly received = new Map<string, number>();
  repeats = 0;
  private server: Server | null = null;
  private port = 0;
  /** How many more it takes without an answer; null: it answers. */
  private muteFor: number | null = null;
  private isMuteEnough = () => {};

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  async live(): Promise<void> {
    this.server = createServer((request, response) => void this.take(request, response));
    await once(this.server.listen(this.port, '127.0.0.1'), 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    this.muteFor = null;
  }

  /** The last so many that it takes it does not answer: they are sent again. */
  async die(unanswered: number): Promise<void> {
    const { server } = this;
    this.muteFor = unanswered;
    if (unanswered > 0) await new Promise<void>((resolve) => (this.isMuteEnough = resolve));
    this.server = null;
    if (server === null) return;
    const closed = once(server.close(), 'close');
    server.closeAllConnections();
    await closed;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    try {
      for await (const part of request) body += (part as Buffer).toString();
    } catch {
      return; // it died in the middle of it
    }
    const id = request.headers['webhook-id'] as string;
    const { data } = JSON.parse(body) as Sent;
    if (data.id !== id) throw new Error('the id of the header is not that of the body');
    if (this.received.has(id)) this.repeats++;
    this.received.set(id, data.caseId);
    if (this.muteFor === null) response.end();
    else if (--this.muteFor === 0) this.isMuteEnough();
  }
}

export interface Held {
  readonly rssBytes: number;
  readonly descriptors: number;
}

/** What a process holds now; Linux only. */
export function heldBy(pid: number): Held {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
  return { rssBytes: Number(kilobytes) * 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** Of the second and the last third. */
export function medians(values: readonly number[]): readonly [number, number] {
  const third = Math.floor(values.length / 3);
  return [median(values.slice(third, 2 * third)), median(values.slice(2 * third))];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
