// secrets: from the environment or a file of their own; one that others can read is none.
import { readFileSync, statSync } from 'node:fs';
import { SieveError } from '../base/errors.js';

export type SecretSource = { readonly env: string } | { readonly file: string };

const MOST_BYTES = 65_536;

/** A line feed at its end is no part of it. */
export function secretOf(source: SecretSource, env: NodeJS.ProcessEnv): string {
  const text = 'env' in source ? fromEnvironment(source.env, env) : fromFile(source.file);
  if (text === '') throw new SieveError('SECRET_EMPTY', 'expected a secret, found nothing', placeOf(source));
  return text;
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv): string {
  const text = env[name];
  if (text === undefined) throw new SieveError('SECRET_MISSING', `expected the environment variable ${name}`);
  return text;
}

function fromFile(file: string): string {
  try {
    const { mode, size } = statSync(file);
    if ((mode & 0o077) !== 0) {
      const message = `others can read this secret: run chmod 600 on it (its mode is ${(mode & 0o777).toString(8)})`;
      throw new SieveError('SECRET_EXPOSED', message, { file });
    }
    if (size > MOST_BYTES) throw new SieveError('SECRET_TOO_LONG', `expected at most ${MOST_BYTES} bytes`, { file });
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('SECRET_MISSING', `the secret cannot be read (${reason})`, { file }, { cause });
  }
}

function placeOf(source: SecretSource): { file?: string } {
  return 'file' in source ? { file: source.file } : {};
}
