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

const SIGNING = { prefix: 'whsec_', leastBytes: 24, mostBytes: 64 };

/** As Standard Webhooks writes it. */
export function signingSecretOf(source: SecretSource, env: NodeJS.ProcessEnv): string {
  const text = secretOf(source, env);
  const { prefix, leastBytes, mostBytes } = SIGNING;
  const base64 = text.slice(prefix.length);
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = text.startsWith(prefix) && bytes.toString('base64') === base64;
  if (isWhole && bytes.length >= leastBytes && bytes.length <= mostBytes) return text;
  const message = `expected ${prefix} and base64 of ${leastBytes} to ${mostBytes} bytes${'env' in source ? ` in ${source.env}` : ''}`;
  throw new SieveError('SECRET_MALFORMED', message, placeOf(source));
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
