// secrets: from the environment or a file of their own; one that others can read is none.
import { readFileSync, statSync } from 'node:fs';
import type { Place } from '../base/errors.js';
import { SieveError } from '../base/errors.js';

/** `place`: where the configuration names it. */
export type SecretSource = { readonly env: string; readonly place?: Place } | { readonly file: string };

const MOST_BYTES = 65_536;

/** A line feed at its end is no part of it. */
export function secretOf(source: SecretSource, env: NodeJS.ProcessEnv): string {
  const text = 'env' in source ? fromEnvironment(source, env) : fromFile(source.file);
  if (text === '') throw new SieveError('SECRET_EMPTY', 'expected a secret, found nothing', placeOf(source));
  return text;
}

const SIGNING = { prefix: 'whsec_', leastBytes: 24, mostBytes: 64 };

/** As Standard Webhooks writes it. */
export function signingSecretOf(source: SecretSource, env: NodeJS.ProcessEnv): string {
  const text = secretOf(source, env);
  const { prefix, leastBytes, mostBytes } = SIGNING;
  const base64 = text.slice(prefix.length);
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = text.startsWith(prefix) && bytes.toString('base64') === base64;
  if (isWhole && bytes.length >= leastBytes && bytes.length <= mostBytes) return text;
  const message = `expected ${prefix} and base64 of ${leastBytes} to ${mostBytes} bytes`;
  throw new SieveError('SECRET_MALFORMED', message, placeOf(source));
}

function fromEnvironment({ env: name, place }: { env: string; place?: Place }, env: NodeJS.ProcessEnv): string {
  const text = env[name];
  if (text !== undefined) return text;
  // What is no such name may be the secret itself, put here by mistake.
  const expected = /^[A-Z_][A-Z0-9_]*$/.test(name)
    ? `the environment variable ${name}`
    : 'the name of an environment variable that is set; what stands here is none';
  throw new SieveError('SECRET_MISSING', `expected ${expected}`, place);
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

function placeOf(source: SecretSource): Place | undefined {
  return 'file' in source ? { file: source.file } : source.place;
}
