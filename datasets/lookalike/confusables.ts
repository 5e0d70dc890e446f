// confusables: what a letter or digit that is not ASCII reads as in ASCII, from UTS #39, Unicode's decompositions and our own eyes.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { runAsScript } from './script.js';

/** `decomposition`: marks were dropped, or Unicode's compatibility form taken; `digit`: by its value; `visual`: visual.csv had a say. */
type Source = 'uts39' | 'decomposition' | 'digit' | 'visual';

interface Reading {
  readonly reads: string;
  readonly source: Source;
}

/** A character to what stands for it: UTS #39's prototype, or the ASCII that visual.csv gives. */
export type Prototypes = ReadonlyMap<string, string>;

/** What IDNA lets stand in labels: also the upper case of Cherokee, whose lower case is mapped to it (UTS #46), and the ideographic zero. */
const LABEL_CHARACTER = /^[\p{Ll}\p{Lo}\p{Lm}\p{Nd}\u{13A0}-\u{13F5}\u{3007}]$/u;
const CHEROKEE = /^\p{Script=Cherokee}$/u;
const DIGIT = /^\p{Nd}$/u;
const ASCII_READING = /^[a-z0-9]{1,3}$/;
const FIRST_NOT_ASCII = 0x80;
const LAST_CODE_POINT = 0x10_ff_ff;

/** One line for each code point that reads as one to three ASCII letters or digits, in the order of the code points. */
export function buildConfusables(uts39: Prototypes, visual: Prototypes): string {
  const lines = ['code_point,reads,source'];
  let digitsBefore = 0;
  for (let codePoint = FIRST_NOT_ASCII; codePoint <= LAST_CODE_POINT; codePoint++) {
    const char = String.fromCodePoint(codePoint);
    digitsBefore = DIGIT.test(char) ? digitsBefore + 1 : 0;
    if (!LABEL_CHARACTER.test(char) || !isSmall(char) || char.normalize('NFC') !== char) continue;
    // Unicode encodes decimal digits in rows of ten that begin with zero.
    const reading =
      digitsBefore === 0 ? readAsAscii(char, uts39, visual) : readDigit(char, (digitsBefore - 1) % 10, uts39);
    if (reading !== undefined) lines.push(`${hex(codePoint)},${reading.reads},${reading.source}`);
  }
  return `${lines.join('\n')}\n`;
}

/** As IDNA has it, for which Cherokee has no small letters; ours are kept, since they read the same. */
function isSmall(char: string): boolean {
  return CHEROKEE.test(char) || char.toLowerCase() === char;
}

/** confusables.txt. The prototypes O, l and rn stand for zero, for one, I and |, and for m; I and | come as l here, rn as m. */
export function parseUts39(text: string): Prototypes {
  const lines = [...text.matchAll(/^(?<from>[0-9A-F]+) ;\t(?<to>[0-9A-F ]+) ;\tMA/gm)];
  return new Map(
    lines.map(({ groups }) => [
      fromHex(groups!['from']!),
      fromHex(groups!['to']!).replaceAll(/[I|]/g, 'l').replaceAll('rn', 'm'),
    ]),
  );
}

/** visual.csv: `reads,letters`, the letters separated by spaces. */
export function parseVisual(text: string): Prototypes {
  const rows = text.trimEnd().split('\n').slice(1);
  return new Map(
    rows.flatMap((row) => {
      const [reads, letters] = row.split(',');
      return letters!.split(' ').map((letter) => [letter, reads!] as const);
    }),
  );
}

/** Prototype after prototype until nothing changes; marks fall away, ASCII stays what it is. */
function readAsAscii(char: string, uts39: Prototypes, visual: Prototypes): Reading | undefined {
  let source: Source = 'decomposition';
  let reads = char;
  for (let before = ''; before !== reads;) {
    before = reads;
    const prototypes = [...reads.normalize('NFD')].map((part) => {
      if (part.codePointAt(0)! < FIRST_NOT_ASCII) return part;
      const seen = visual.get(part);
      const prototype = uts39.get(part);
      if (seen !== undefined) source = 'visual';
      else if (prototype !== undefined && source !== 'visual') source = 'uts39';
      return seen ?? prototype ?? part;
    });
    reads = withoutMarks(prototypes.join('').toLowerCase());
  }
  if (ASCII_READING.test(reads)) return { reads, source };
  const compatible = withoutMarks(char.normalize('NFKD').toLowerCase());
  return ASCII_READING.test(compatible) ? { reads: compatible, source: 'decomposition' } : undefined;
}

/** As UTS #39 sees it; a zero that looks like o, a one that looks like l, and one that looks like nothing here by its value. */
function readDigit(digit: string, value: number, uts39: Prototypes): Reading {
  const reading = readAsAscii(digit, uts39, new Map());
  const looksLikeItself = (value === 0 && reading?.reads === 'o') || (value === 1 && reading?.reads === 'l');
  return reading === undefined || looksLikeItself ? { reads: String(value), source: 'digit' } : reading;
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

function hex(codePoint: number): string {
  return codePoint.toString(16).toUpperCase().padStart(4, '0');
}

function fromHex(codePoints: string): string {
  return String.fromCodePoint(...codePoints.split(' ').map((codePoint) => parseInt(codePoint, 16)));
}

runAsScript(import.meta.url, ['UTS39.txt.gz', 'VISUAL.csv', 'OUT.csv'], ([uts39, visual, out]) => {
  const prototypes = parseUts39(gunzipSync(readFileSync(uts39!)).toString());
  writeFileSync(out!, buildConfusables(prototypes, parseVisual(readFileSync(visual!, 'utf8'))));
});
