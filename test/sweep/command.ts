// command: the compiled command line in a folder of its own: what it printed, and how it ended.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const main = join(import.meta.dirname, '../../dist/command/main.js');
const TIMEOUT_MS = 60_000;

export interface Told {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for files and stores; commands run there, with a rule key and a clock of their own. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'zonesieve-desk-'));

  path(file: string): string {
    return join(this.folder, file);
  }

  env(now = '2026-07-01T00:00:00Z'): NodeJS.ProcessEnv {
    return { ...process.env, ZONESIEVE_KEY_FILE: this.path('rule.key'), ZONESIEVE_NOW: now };
  }

  run(words: readonly string[], { now, input }: { now?: string; input?: string | Uint8Array } = {}): Told {
    const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [main, ...words], {
      cwd: this.folder,
      env: this.env(now),
      input: input ?? '',
      encoding: 'latin1',
      timeout: TIMEOUT_MS,
      maxBuffer: 1 << 28,
    });
    // A command that ends before it has read its input closes the pipe.
    if (error !== undefined && (error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    if (signal !== null) throw new Error(`${words.join(' ')}: died of ${signal}\n${stderr}`);
    return { status, stdout, stderr };
  }

  /** Runs until it ends, or is killed once `isTime` says so, asked again and again. */
  async runAndKill(words: readonly string[], isTime: () => boolean, now?: string): Promise<NodeJS.Signals | null> {
    const child = spawn(process.execPath, [main, ...words], { cwd: this.folder, env: this.env(now), stdio: 'ignore' });
    const watch = setInterval(() => {
      if (isTime()) child.kill('SIGKILL');
    }, 1);
    return new Promise((resolve) => {
      child.on('close', (_status, signal) => {
        clearInterval(watch);
        resolve(signal);
      });
    });
  }

  leave(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
