// room: what may wait or be at work at a time: registrations, their bytes, and bytes of bodies that are arriving or not answered yet.
import { SieveError } from './base/errors.js';

export interface RoomLimits {
  /** Registrations that wait or are at work; more are refused. */
  readonly mostWaiting: number;
  readonly mostWaitingBytes: number;
}

export class Room {
  private held = 0;
  private heldBytes = 0;
  private arrivingBytes = 0;
  private readonly arrivingOf = new Map<string, number>();

  constructor(private readonly limits: RoomLimits) {}

  /** Registrations that wait or are at work. */
  get waiting(): number {
    return this.held;
  }

  /** Whether so many more would be taken. One that finds nobody waiting is taken at any size. */
  hasFor(registrations: number, bytes: number): boolean {
    const { mostWaiting, mostWaitingBytes } = this.limits;
    if (this.held === 0) return true;
    if (this.held + registrations > mostWaiting) return false;
    return bytes === 0 || this.heldBytes + this.arrivingBytes + bytes <= mostWaitingBytes;
  }

  take(registrations: number, bytes: number): void {
    if (!this.hasFor(registrations, bytes)) throw busy();
    this.held += registrations;
    this.heldBytes += bytes;
  }

  giveBack(registrations: number, bytes: number): void {
    this.held -= registrations;
    this.heldBytes -= bytes;
  }

  /** Of a body that comes from this client. */
  arrival(client: string): Arrival {
    let mine = 0;
    const become = (bytes: number) => {
      this.arrivingBytes += bytes - mine;
      this.countOf(client, bytes - mine);
      mine = bytes;
    };
    return {
      holds: (bytes) => {
        if (bytes > mine && !this.hasForArrival(client, mine, bytes)) throw busy();
        become(bytes);
      },
      end: () => become(0),
    };
  }

  /** Bodies of one client get half: who sends them slowly keeps nobody else out. One that finds no other is taken at any size. */
  private hasForArrival(client: string, before: number, bytes: number): boolean {
    const { mostWaitingBytes } = this.limits;
    const others = this.heldBytes + this.arrivingBytes - before;
    const own = (this.arrivingOf.get(client) ?? 0) - before;
    return fits(others, bytes, mostWaitingBytes) && fits(own, bytes, mostWaitingBytes / 2);
  }

  private countOf(client: string, more: number): void {
    const bytes = (this.arrivingOf.get(client) ?? 0) + more;
    if (bytes === 0) this.arrivingOf.delete(client);
    else this.arrivingOf.set(client, bytes);
  }
}

/** What one body takes of the room. */
export interface Arrival {
  /** So many bytes of it are, or will be, in memory. Throws `HOOK_BUSY` where there is no room for them. */
  holds(bytes: number): void;
  end(): void;
}

function fits(others: number, bytes: number, most: number): boolean {
  return others === 0 || others + bytes <= most;
}

function busy(): SieveError {
  return new SieveError('HOOK_BUSY', 'too many registrations wait; send it again later');
}
