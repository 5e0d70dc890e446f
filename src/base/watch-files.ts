// watch-files: tells when files change: by looking at them again and again, which also sees renames and network file systems.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Watching {
  stop(): void;
}

/** Of what is told again because it came to nothing. */
const MOST_WAIT_MS = 60_000;

/**
 * A change is told once the files have stayed the same from one look to the next: nobody reads what is half written. Where
 * `onChange` says false it came to nothing, and is told again: after two looks, then after twice as many, and so on.
 */
export function watchFiles(paths: readonly string[], everyMs: number, onChange: () => Promise<boolean>): Watching {
  let done = looksOf(paths);
  let last = done;
  let isTold = false;
  let failures = 0;
  let againMs = 0;

  async function tell(now: string): Promise<void> {
    isTold = true;
    if (await onChange()) done = now;
    else againMs = performance.now() + Math.min(MOST_WAIT_MS, everyMs * 2 ** ++failures);
    isTold = false;
  }

  function look(): void {
    const now = looksOf(paths);
    const isStill = now === last;
    last = now;
    if (!isStill) failures = againMs = 0;
    else if (now !== done && !isTold && performance.now() >= againMs) void tell(now);
  }

  const timer = setInterval(look, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function looksOf(paths: readonly string[]): string {
  return paths.map(lookOf).join('\n');
}

/** What cannot be looked at is a look too: whoever reads it then says why. */
function lookOf(path: string): string {
  try {
    return seenAt(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

/** Of a folder, also what is in it. */
function seenAt(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'none';
  const own = `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
  if (!stat.isDirectory()) return own;
  return [own, ...readdirSync(path).map((name) => `${name} ${lookOf(join(path, name))}`)].join('\n');
}
