// treacherous-zone: what a reader meets that begins anywhere in it.
import type { Random } from '../property/zone-texts.js';

/** A zone that goes wrong where it is cut: each line is one of those that a guess takes for something else. */
export function treacherousZone(random: Random, records: number, faults: number): Buffer {
  const kinds: ((index: number) => string)[] = [
    (index) => `l${index} NS x\n`,
    (index) => `l${index} A 10.0.0.1\n NS x\n\n  TXT "y"\n\t3600 NS z\n`,
    (index) => `l${index}.example.test. 3600 IN NS ns1.x.\nl${index}.example.test. 3600 IN NS ns2.x.\n`,
    (index) => `$ORIGIN o${index % 3}.example.test.\nl${index} NS x\n`,
    () => '$ORIGIN a\n$TTL 5\n NS x\n$ORIGIN example.test.\n',
    (index) => `$ORIGIN example.test. ; ${index}\nquillon NS x\nquilon NS x\n`,
    (index) => `l${index} TXT "\nno NS x\n$ORIGIN no.example.test.\n${'no NS x\n'.repeat(random(30))}"\n NS x\n`,
    (index) => `l${index} NS (\nx\n${'; no NS x (\nno NS x\n'.repeat(random(20))})\nnext NS x\n`,
    (index) => `$INCLUDE part${index} o.example.test.\n NS x\n`,
    (index) => `$GENERATE ${index}-${index + random(40)} g$ NS x\n`,
    () => `; ${'comment " ( '.repeat(random(200))}\n`,
    (index) => `brandel${index} NS ${'x'.repeat(1 + random(600))}\n* NS x\nother. NS x\n`,
    () => '$origin SUB\nm NS x\n$ORIGIN Example.Test.\n',
    () => 'n NS x\n\n( )\n(\n)\nn NS y\n',
  ];
  const broken = [
    'a..b NS x\n NS y\n',
    'z XX y\n NS y\n',
    ') NS x\n',
    'z NS "\nl1 NS x\n',
    'z NS (\nl2 NS x\n',
    '$GENERATE 1-2\n',
    '$INCLUDE\n NS y\n',
    '$WHAT x\n',
    '$GENERATE 1-9999999 a$ NS x\n',
  ];
  const lines = Array.from({ length: records }, (_, index) => kinds[random(kinds.length)]!(index));
  for (let count = 0; count < faults; count++)
    lines.splice(1 + random(lines.length), 0, broken[random(broken.length)]!);
  return Buffer.from(`@ SOA ns.x. h.x. ( 5\n1 1 1 1 )\n${lines.join('')}`, 'latin1');
}
