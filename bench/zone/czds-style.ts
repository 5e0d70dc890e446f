// czds-style: as ICANN's zone data service delivers zones: one full record a line, tabs, lower case, SOA first and last.
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

const SERVERS = ['ns1', 'ns2'] as const;
const VALIDITY = `${SIGNED_UNTIL} ${SIGNED_FROM}`;

export class CzdsStyle implements ZoneStyle {
  records = 0;

  constructor(private readonly out: ByteFile) {}

  begin(): void {
    this.soa();
    for (const server of ['a.nsset.be.', 'b.nsset.be.']) this.line('be.', '86400', 'ns', server);
    this.line('be.', '3600', 'dnskey', `257 3 13 ${POOLS.base64.toString('latin1', 0, SIGNATURE_CHARACTERS)}A==`);
    this.line('be.', '0', 'nsec3param', '1 0 0 -');
    this.line('a.nsset.be.', '86400', 'a', '192.0.2.1');
    this.line('b.nsset.be.', '86400', 'a', '192.0.2.2');
  }

  end(): void {
    this.soa();
  }

  delegation({ label, provider, address, signature }: Delegation): void {
    for (const server of SERVERS)
      this.head(label, '\tns\t')
        .text(server)
        .text('.')
        .text(provider ?? label)
        .text(provider === null ? '.be.\n' : '.\n');
    if (signature !== null) this.signed(label, signature);
    if (provider !== null) return;
    SERVERS.forEach((server, at) => this.glue(server, label, address + at));
  }

  denial({ hash, next, isApex, signature }: Denial): void {
    this.records += 2;
    this.out.text(hash).text('.be.\t600\tin\tnsec3\t1 1 0 - ').text(next);
    this.out.text(isApex ? ' ns soa rrsig dnskey nsec3param\n' : ' ns ds rrsig\n');
    this.out.text(hash).text('.be.\t600\tin\trrsig\tnsec3 13 2 600 ');
    this.signature(signature);
  }

  private soa(): void {
    this.line('be.', '86400', 'soa', `a.nsset.be. tech.nsset.be. ${SOA_SERIAL} 3600 1800 2592000 600`);
  }

  private line(owner: string, ttl: string, type: string, data: string): void {
    this.records++;
    this.out.text(`${owner}\t${ttl}\tin\t${type}\t${data}\n`);
  }

  private head(label: string, type: string): ByteFile {
    this.records++;
    return this.out.text(label).text('.be.\t86400\tin').text(type);
  }

  private signed(label: string, signature: SignedSet): void {
    this.head(label, '\tds\t').text(String(signature.keyTag)).text(' 13 2 ');
    this.out.slice(POOLS.hex, signature.at, DIGEST_CHARACTERS).text('\n');
    this.head(label, '\trrsig\tds 13 2 86400 ');
    this.signature(signature);
  }

  private signature({ at }: SignedSet): void {
    this.out
      .text(VALIDITY)
      .text(' 43217 be. ')
      .slice(POOLS.base64, at, SIGNATURE_CHARACTERS)
      .text(SIGNATURE_ENDS[at & 3]!)
      .text('\n');
  }

  private glue(server: string, label: string, address: number): void {
    const [high, low] = [(address >> 8) & 0xff, address & 0xff];
    this.records += 2;
    this.out.text(server).text('.').text(label).text('.be.\t86400\tin\ta\t192.0.').text(`${high}.${low}\n`);
    this.out
      .text(server)
      .text('.')
      .text(label)
      .text('.be.\t86400\tin\taaaa\t2001:db8::')
      .text(`${high.toString(16)}:${low.toString(16)}\n`);
  }
}
