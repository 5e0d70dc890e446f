// uts39: takes the UTS #39 prototypes out of the ICU data that a node binary (or icudt78l.dat) carries, as a confusables.txt.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { runAsScript } from './script.js';

/** ICU 78 carries the data of Unicode 17.0; another ICU means another version in the header and the file's name. */
const TABLE_OF_CONTENTS_NAME = 'icudt78l/confusables.cfu';
/** The start of ICU's SpoofDataHeader: fMagic 0x3845fdef, fFormatVersion 2.0.0.0, both little-endian. */
const HEADER_START = Buffer.from([0xef, 0xfd, 0x45, 0x38, 2, 0, 0, 0]);
const HEADER = [
  '# The prototypes of UTS #39 for Unicode 17.0, as ICU 78 carries them (confusables.cfu), in the form of confusables.txt.',
  '# Written by zonesieve, datasets/lookalike/uts39.ts: this is not the file of the Unicode Consortium.',
  '# Unicode License V3: licence-unicode.txt beside this file.',
];

/** `0430 ;\t0061 ;\tMA`, in the order of the code points. */
export function extractUts39(icuData: Buffer): string {
  if (!icuData.includes(TABLE_OF_CONTENTS_NAME)) throw new Error(`expected ICU data with ${TABLE_OF_CONTENTS_NAME}`);
  const start = icuData.indexOf(HEADER_START);
  if (start < 0) throw new Error('expected the confusables of ICU in format 2.0');
  const field = (index: number) => icuData.readInt32LE(start + 4 * index);
  const keys = start + field(3);
  const values = start + field(5);
  const strings = start + field(7);
  const lines = Array.from({ length: field(4) }, (_, index) => {
    const key = icuData.readUInt32LE(keys + 4 * index);
    const length = (key >>> 24) + 1;
    const value = icuData.readUInt16LE(values + 2 * index);
    const text = strings + 2 * value;
    const prototype = length === 1 ? String.fromCharCode(value) : icuData.toString('utf16le', text, text + 2 * length);
    return `${hex(key & 0xff_ff_ff)} ;\t${[...prototype].map((char) => hex(char.codePointAt(0)!)).join(' ')} ;\tMA`;
  });
  return [...HEADER, ...lines, ''].join('\n');
}

function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

runAsScript(import.meta.url, ['ICU-DATA', 'OUT.txt.gz'], ([source, out]) =>
  writeFileSync(out!, gzipSync(extractUts39(readFileSync(source!)), { level: 9 })),
);
