// progress: a line on a terminal: how much was read, how fast, how long still. Nothing where stderr is no terminal.
import { bytesOf, count } from './output.js';

const REDRAW_MS = 100;

export function onTerminal(): boolean {
  return process.stderr.isTTY;
}

/** Where results come while it is drawn, as lines on the same terminal, it would stand among them. */
export function besideListing(): boolean {
  return onTerminal() && !process.stdout.isTTY;
}

export class Progress {
  private readonly startedAt = performance.now();
  private drawnAt = 0;
  private doneBefore = 0;
  private done = 0;

  constructor(
    private readonly total: number | null,
    private readonly isShown = onTerminal(),
  ) {}

  /** `offset` uncompressed bytes of the file under way were read; `names` in all. */
  update(offset: number, names: number): void {
    this.done = offset;
    const now = performance.now();
    if (!this.isShown || now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    process.stderr.write(`\r\x1b[K${this.line(now, names)}`);
  }

  /** The file under way was read to its end. */
  nextFile(): void {
    this.doneBefore += this.done;
    this.done = 0;
  }

  clear(): void {
    if (this.drawnAt > 0) process.stderr.write('\r\x1b[K');
    this.drawnAt = 0;
  }

  get bytes(): number {
    return this.doneBefore + this.done;
  }

  private line(now: number, names: number): string {
    const { bytes } = this;
    const seconds = (now - this.startedAt) / 1000;
    const rate = bytes / seconds;
    const share = this.total === null ? '' : `${Math.floor((100 * bytes) / this.total)} %  `;
    const left = this.total === null ? '' : `  ${Math.ceil((this.total - bytes) / rate)} s left`;
    return `${share}${bytesOf(bytes)}  ${bytesOf(rate)}/s  ${count(names)} names${left}`;
  }
}
