// watch-files: tells when files change: by looking at them again and again, which also sees renames and network file systems.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Watching {
  stop(): void;
}

/** A change is told once the files have stayed the same from one look to the next: nobody reads what is half written. */
export function watchFiles(paths: readonly string[], everyMs: number, onChange: () => void): Watching {
  let told = looksOf(paths);
  let last = told;
  const timer = setInterval(() => {
    const now = looksOf(paths);
    const isStill = now === last;
    last = now;
    if (!isStill || now === told) return;
    told = now;
    onChange();
  }, everyMs);
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
