// zone-style: one way of writing the same zone; a style counts the records that it writes.
import type { ByteFile } from './byte-file.js';
import type { Delegation, Denial } from './delegations.js';

export type ZoneStyleName = 'czds' | 'master';

export interface ZoneStyle {
  readonly records: number;
  begin(): void;
  delegation(delegation: Delegation): void;
  denial(denial: Denial): void;
  end(): void;
}

export type StyleMaker = (out: ByteFile) => ZoneStyle;

export const SOA_SERIAL = 2026062201;
export const SIGNED_FROM = '20260608000000';
export const SIGNED_UNTIL = '20260706000000';
export const DIGEST_CHARACTERS = 64;
/** An ECDSA P-256 signature is 64 octets: these digits, and one of SIGNATURE_ENDS. */
export const SIGNATURE_CHARACTERS = 85;
/** The last digit holds two bits. */
export const SIGNATURE_ENDS = ['A==', 'Q==', 'g==', 'w=='] as const;
