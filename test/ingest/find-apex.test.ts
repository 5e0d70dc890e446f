// find-apex.test: the owner of the first SOA record, wherever and however it stands.
import { expect, it } from 'vitest';
import { findApex } from '../../src/ingest/find-apex.js';
import { PlainScanner } from '../../src/ingest/plain-scanner.js';
import { Kernel } from '../../src/kernel/load.js';

const scanners = [new Kernel(), new PlainScanner()];
const SOA = 'SOA ns.x. h.x. 1 1 1 1 1\n';

it.each<[string, string, string | null]>([
  ['first', `test. ${SOA}`, 'test'],
  ['not first', `a.test. NS x\n; c\nb.test. A 1\ntest. 60 IN ${SOA}`, 'test'],
  ['last, without a newline', `a.test. NS x\ntest. ${SOA.trim()}`, 'test'],
  ['none', 'a.test. NS x\n', null],
  ['nothing', '', null],
  ['after a byte order mark', `\xef\xbb\xbftest. ${SOA}`, 'test'],
  ['CRLF and upper case', `; c\r\nTEST. IN ${SOA.replace('\n', '\r\n')}`, 'test'],
  ['relative to $ORIGIN', `$ORIGIN be.\nco ${SOA}`, 'co.be'],
  ['at sign', `$ORIGIN be.\n@ ${SOA}`, 'be'],
  ['relative, no origin', `@ ${SOA}`, null],
  ['the root', `. ${SOA}`, ''],
  ['quoted', `"test." ${SOA}`, 'test'],
  ['a blank owner', `test. NS x\n ${SOA}`, 'test'],
  ['a blank owner under another origin', `$ORIGIN .\ntest A 1\n ${SOA}`, 'test'],
  ['in parentheses', '(test. SOA ns.x. h.x. (\n1 1 ; 3\n 1 1 1 ) )\n', 'test'],
  ['by number', 'test. TYPE06 \\# 1 00\n', 'test'],
  ['the first of two', `a. ${SOA}b. ${SOA}`, 'a'],
  ['after broken records', `a..b NS x\nz XX\nq TXT "\n${'$GENERATE 1-2 a$ NS x\n$INCLUDE f\n'}test. ${SOA}`, 'test'],
  ['behind half a megabyte', `${'a.test. NS x\n'.repeat(40_000)}test. ${SOA}`, 'test'],
])('%s', async (_what, text, expected) => {
  for (const scanner of scanners) {
    for (const chunk of text.length < 1_000 ? [1, 3, 50, 1_000] : [100_000]) {
      scanner.input.set([0xef, 0xbb, 0xbf, 0x0a]);
      let rest = Buffer.from(text, 'latin1');
      const read = (into: Uint8Array): number => {
        const part = rest.subarray(0, Math.min(chunk, into.length));
        into.set(part);
        rest = rest.subarray(part.length);
        return part.length;
      };
      expect(await findApex(read, scanner, null), `chunks of ${chunk}`).toBe(expected);
    }
  }
});
