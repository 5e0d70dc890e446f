// processes: runs a program to its end and says how long it took; a program that fails fails the benchmark, with what it said.
import { spawn, spawnSync } from 'node:child_process';

export interface Ended {
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `discard`: standard output goes to /dev/null. Exit codes other than 0 and those of `fine` are failures. */
export async function run(
  program: string,
  words: readonly string[],
  {
    discard = false,
    fine = [],
    env = {},
  }: { discard?: boolean; fine?: readonly number[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const started = performance.now();
  const child = spawn(program, words, {
    stdio: ['ignore', discard ? 'ignore' : 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)];
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const ms = performance.now() - started;
  if (code !== 0 && !fine.includes(code ?? -1)) {
    throw new Error(`${program} ${words.join(' ')} ended with ${code}:\n${(await stderr).slice(-2000)}`);
  }
  return { ms, stdout: await stdout, stderr: await stderr };
}

export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

async function gather(stream: NodeJS.ReadableStream | null): Promise<string> {
  const chunks: Buffer[] = [];
  if (stream !== null) for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
