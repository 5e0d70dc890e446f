// master-style: as BIND's tools write a signed zone: relative and blank owners, $ORIGIN, parentheses over lines, comments.
import type { ByteFile } from './byte-file.js';
import type { Delegation, Denial, SignedSet } from './delegations.js';
import { POOLS } from './delegations.js';
import type { ZoneStyle } from './zone-style.js';
import {
  DIGEST_CHARACTERS,
  SIGNATURE_CHARACTERS,
  SIGNATURE_ENDS,
  SIGNED_FROM,
  SIGNED_UNTIL,
  SOA_SERIAL,
} from './zone-style.js';

const INDENT = '\t\t\t\t\t';
const FIRST_LINE = 48;
const HEAD = `; File written on Mon Jun 22 02:00:00 2026
; dnssec_signzone version 9.18.33
$ORIGIN .
$TTL 86400	; 1 day
be			IN SOA	a.nsset.be. tech.nsset.be. (
				${SOA_SERIAL} ; serial
				3600       ; refresh (1 hour)
				1800       ; retry (30 minutes)
				2592000    ; expire (4 weeks 2 days)
				600        ; minimum (10 minutes)
				)
			NS	a.nsset.be.
			NS	b.nsset.be.
$TTL 3600	; 1 hour
			DNSKEY	257 3 13 (
				${POOLS.base64.toString('latin1', 0, FIRST_LINE)}
				${POOLS.base64.toString('latin1', FIRST_LINE, SIGNATURE_CHARACTERS)}A==
				) ; KSK; alg = ECDSAP256SHA256 ; key id = 43217
			0	NSEC3PARAM 1 0 0 -
$TTL 86400	; 1 day
$ORIGIN nsset.be.
a			A	192.0.2.1
b			A	192.0.2.2
$ORIGIN be.
`;
const HEAD_RECORDS = 7;

export class MasterStyle implements ZoneStyle {
  records = 0;

  constructor(private readonly out: ByteFile) {}

  begin(): void {
    this.out.text(HEAD);
    this.records += HEAD_RECORDS;
  }

  end(): void {
    this.out.text('; end of zone\n');
  }

  delegation({ label, provider, address, glueApart, signature }: Delegation): void {
    this.out.text(label).text(label.length < 8 ? '\t\t\t' : label.length < 16 ? '\t\t' : '\t');
    this.server('NS\tns1.', provider ?? label, provider !== null);
    this.server('\t\t\tNS\tns2.', provider ?? label, provider !== null);
    if (signature !== null) this.signed(signature);
    if (provider === null) this.glue(label, address, glueApart);
  }

  denial({ hash, next, isApex, signature }: Denial): void {
    this.records += 2;
    this.out
      .text(hash.toUpperCase())
      .text(' 600 IN NSEC3 1 1 0 - (\n')
      .text(INDENT)
      .text(next.toUpperCase())
      .text('\n')
      .text(INDENT);
    this.out.text(isApex ? 'NS SOA RRSIG DNSKEY NSEC3PARAM ) ; flags: optout\n' : 'NS DS RRSIG )\n');
    this.signature('\t\t\t600 RRSIG\tNSEC3 13 2 600 (\n', signature);
  }

  /** Servers below the name itself stay relative. */
  private server(head: string, parent: string, isAbsolute: boolean): void {
    this.records++;
    this.out
      .text(head)
      .text(parent)
      .text(isAbsolute ? '.\n' : '\n');
  }

  private signed(signature: SignedSet): void {
    this.records += 2;
    this.out.text('\t\t\tDS\t').text(String(signature.keyTag)).text(' 13 2 (\n').text(INDENT);
    this.out
      .slice(POOLS.hex, signature.at, DIGEST_CHARACTERS - 8)
      .text('\n')
      .text(INDENT);
    this.out.slice(POOLS.hex, signature.at + DIGEST_CHARACTERS - 8, 8).text(' )\n');
    this.signature('\t\t\tRRSIG\tDS 13 2 86400 (\n', signature);
  }

  private signature(head: string, { at }: SignedSet): void {
    this.out.text(head).text(INDENT).text(`${SIGNED_UNTIL} ${SIGNED_FROM} 43217 be.\n`).text(INDENT);
    this.out.slice(POOLS.base64, at, FIRST_LINE).text('\n').text(INDENT);
    this.out
      .slice(POOLS.base64, at + FIRST_LINE, SIGNATURE_CHARACTERS - FIRST_LINE)
      .text(SIGNATURE_ENDS[at & 3]!)
      .text(' )\n');
  }

  private glue(label: string, address: number, apart: boolean): void {
    if (apart) this.out.text('$ORIGIN ').text(label).text('.be.\n');
    for (const at of [0, 1]) {
      const [high, low] = [((address + at) >> 8) & 0xff, (address + at) & 0xff];
      this.records += 2;
      this.out.text(at === 0 ? 'ns1' : 'ns2');
      if (!apart) this.out.text('.').text(label);
      this.out.text(`\t\t\tA\t192.0.${high}.${low}\n\t\t\tAAAA\t2001:db8::${high.toString(16)}:${low.toString(16)}\n`);
    }
    if (apart) this.out.text('$ORIGIN be.\n');
  }
}
