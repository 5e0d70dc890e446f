// tokens: bearer tokens: 32 random bytes, of which the configuration has only the SHA-256.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Scope } from './config-schema.js';

export interface TokenConfig {
  readonly name: string;
  /** `sha256:` and 64 hex digits. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
}

export interface Bearer {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** So that it is found where it should not be, in logs and repositories. */
const PREFIX = 'zsv_';
const TOKEN_BYTES = 32;
const MOST_CHARACTERS = 200;

export function makeToken(): { readonly token: string; readonly hash: string } {
  const token = `${PREFIX}${randomBytes(TOKEN_BYTES).toString('base64url')}`;
  return { token, hash: `sha256:${sha256(token).toString('hex')}` };
}

export class Tokens {
  private readonly known: readonly { readonly digest: Buffer; readonly bearer: Bearer }[];

  constructor(tokens: readonly TokenConfig[]) {
    this.known = tokens.map(({ name, hash, scopes }) => ({
      digest: Buffer.from(hash.slice('sha256:'.length), 'hex'),
      bearer: { name, scopes: new Set(scopes) },
    }));
  }

  /** Whose token the header has; null: nobody's. It takes the same time for any. */
  bearerOf(authorization: string | undefined): Bearer | null {
    const token = /^Bearer +(\S+)$/i.exec((authorization ?? '').slice(0, MOST_CHARACTERS))?.[1];
    if (token === undefined) return null;
    const digest = sha256(token);
    let found: Bearer | null = null;
    for (const { digest: known, bearer } of this.known) if (timingSafeEqual(known, digest)) found = bearer;
    return found;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
