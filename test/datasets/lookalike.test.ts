// lookalike.test: the data of the lookalike engine has the form that it promises, and comes from the sources that it names.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { domainToASCII, domainToUnicode, fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildConfusables, parseUts39, parseVisual } from '../../datasets/lookalike/confusables.js';
import { extractUts39 } from '../../datasets/lookalike/uts39.js';
import { buildWords } from '../../datasets/lookalike/words.js';

const DATASETS = fileURLToPath(new URL('../../datasets', import.meta.url));
const UTS39 = 'lookalike/uts39-17.0.txt.gz';
const UNICODE = 17;
const unicodeOfNode = parseFloat(process.versions.unicode ?? '0');
const LI = 'calibration/li-2025-05-17.names.gz';
const LANGUAGES = ['de', 'en', 'fr', 'nl'];

const confusables = rows('lookalike/confusables.csv', 'code_point,reads,source').map(([codePoint, reads, source]) => ({
  codePoint: codePoint!,
  char: String.fromCodePoint(parseInt(codePoint!, 16)),
  reads: reads!,
  source: source!,
}));
const readings = new Map(confusables.map(({ char, reads }) => [char, reads]));
const visual = parseVisual(text('lookalike/visual.csv'));

describe('confusables.csv', () => {
  it('has each code point once, in order, none of them ASCII', () => {
    expect(confusables.filter(({ codePoint }) => !/^[0-9A-F]{4,6}$/.test(codePoint))).toEqual([]);
    const codePoints = confusables.map(({ codePoint }) => parseInt(codePoint, 16));
    expect(codePoints[0]).toBeGreaterThan(0x7f);
    expect(codePoints.filter((codePoint, index) => index > 0 && codePoint <= codePoints[index - 1]!)).toEqual([]);
  });

  it('reads each as one to three of a-z0-9, and says why', () => {
    const sources = ['uts39', 'decomposition', 'digit', 'visual'];
    expect(
      confusables.filter(({ reads, source }) => !/^[a-z0-9]{1,3}$/.test(reads) || !sources.includes(source)),
    ).toEqual([]);
  });

  it('has letters and digits that are their own lower case, but for Cherokee, and NFC', () => {
    const isSmall = (char: string) => char.toLowerCase() === char || /\p{Script=Cherokee}/u.test(char);
    const wrong = confusables.filter(
      ({ char }) => !/[\p{L}\p{Nd}〇]/u.test(char) || !isSmall(char) || char.normalize('NFC') !== char,
    );
    expect(unicodeOfNode >= UNICODE ? wrong : []).toEqual([]);
  });

  it('has every letter that UTS #39 reads as an ASCII one and that a U-label may hold', () => {
    const foreign = [...parseUts39(gunzipSync(readFileSync(join(DATASETS, UTS39))).toString())].filter(
      ([char, reads]) => char > '\x7f' && /^[\p{L}\p{Nd}\p{Nl}]$/u.test(char) && /^[a-z]$/i.test(reads),
    );
    const standing = foreign.filter(([char]) => domainToUnicode(domainToASCII(`${char}.test`)) === `${char}.test`);
    expect(standing.filter(([char]) => !readings.has(char)).map(([char]) => char)).toEqual([]);
    expect(standing.length).toBeGreaterThan(250);
  });

  it.each([
    ['àáâãäåāăąçćčèéêëēėęìíîïñńòóôõöøōőùúûüūýÿžżđłħıŋſþðß', 'aaaaaaaaaccceeeeeeeiiiinnoooooooouuuuuyyzzdlhinfpdb'],
    ['αβγεηικνορτυχω', 'abyenikvoptuxw'],
    ['авезикмнопрстухіјѕԁԛԝһӏьцшщгжя', 'abe3nkmhonpctyxijsdqwhlbuwwrxr'],
    ['ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'abcdeghijklmnoprstuvwyz'],
    ['ƀɓƈɖɗɛƒɠɡɦɨɫɱɲɵʂʈʉʋƴʐ', 'bbcddefgghilmnostuuyz'],
    ['օսոցհյզքаոө', 'ounghjqfano'],
    ['ㅇ口丨〇', 'oolo'],
    ['ᎪᏢᏞᎬᎩ', 'apley'],
    ['٠١٢٣٤٥٦٧٨٩', '01234o6v89'],
    ['०১೨४๕', '01245'],
    ['𝟎𝟏𝟐𝐚𝓂', '012am'],
  ])('%s reads as %s', (written, read) => {
    expect([...written].map((char) => readings.get(char) ?? '?').join('')).toBe(read);
  });

  it.each([
    ['æ', 'ae'],
    ['œ', 'oe'],
    ['ю', 'io'],
    ['ы', 'bi'],
    ['ﬁ', 'fi'],
  ])('%s reads as %s', (char, reads) => {
    expect(readings.get(char)).toBe(reads);
  });

  it('reads every letter that dnstwist swaps in, and its Cyrillic names as the brand', () => {
    const variants = dnstwist().filter(({ domain }) => domain.startsWith('xn--'));
    expect(variants.length).toBeGreaterThan(4000);
    const labels = variants.map(({ brand, fuzzer, domain }) => ({
      brand,
      fuzzer,
      label: [...domainToUnicode(domain).split('.')[0]!],
    }));
    const unread = labels.filter(({ label }) => label.some((char) => char > '\u007f' && !readings.has(char)));
    expect(unread).toEqual([]);
    const cyrillic = labels.filter(({ fuzzer }) => fuzzer === 'cyrillic');
    expect(cyrillic.length).toBeGreaterThan(0);
    expect(cyrillic.filter(({ brand, label }) => label.map((char) => readings.get(char)).join('') !== brand)).toEqual(
      [],
    );
  });

  it('is what its sources give', (context) => {
    skipBelowUnicode17(context.skip);
    expect(buildConfusables(uts39(), visual)).toBe(text('lookalike/confusables.csv'));
  });

  it('has every lower-case letter of Latin-1 and Latin Extended-A', () => {
    const letters = Array.from({ length: 0x17f - 0xdf + 1 }, (_, index) => String.fromCodePoint(0xdf + index));
    const lower = letters.filter((char) => /\p{Ll}/u.test(char));
    expect(lower.length).toBeGreaterThan(90);
    expect(lower.filter((char) => !readings.has(char))).toEqual([]);
  });
});

describe('visual.csv', () => {
  it('has each letter once, in the form that a label has', () => {
    const letters = rows('lookalike/visual.csv', 'reads,letters').flatMap(([, listed]) => listed!.split(' '));
    expect(repeated(letters)).toEqual([]);
    expect(letters.filter((letter) => [...letter].length !== 1 || letter.normalize('NFD') !== letter)).toEqual([]);
    expect(letters.filter((letter) => readings.get(letter) !== visual.get(letter))).toEqual([]);
  });

  it('has no letter that reads so without it', () => {
    const without = new Map(
      buildConfusables(uts39(), new Map())
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(','))
        .map(([codePoint, reads]) => [String.fromCodePoint(parseInt(codePoint!, 16)), reads!]),
    );
    expect(without.size).toBeGreaterThan(1500);
    expect([...visual].filter(([letter, reads]) => without.get(letter) === reads)).toEqual([]);
  });
});

describe('the table of UTS #39', () => {
  it('has as many prototypes as ICU 78, and the five of ASCII', () => {
    expect(uts39().size).toBe(6565);
    const own = ['0', '1', 'I', '|', 'm'].map((char) => uts39().get(char));
    expect(own).toEqual(['O', 'l', 'l', 'l', 'm']);
  });

  it('is what a node with ICU 78 carries', (context) => {
    const binary = readFileSync(process.execPath);
    if (!binary.includes('icudt78l/confusables.cfu')) {
      context.skip(`this node (ICU ${process.versions.icu}) does not carry the data of ICU 78`);
    }
    expect(extractUts39(binary) === unzip(UTS39)).toBe(true);
  });

  it('is refused from anything else', () => {
    expect(() => extractUts39(Buffer.from('icudt77l/confusables.cfu'))).toThrow('expected ICU data with icudt78l');
    expect(() => extractUts39(Buffer.from('icudt78l/confusables.cfu'))).toThrow('expected the confusables of ICU');
  });
});

describe('keywords.csv', () => {
  const keywords = rows('lookalike/keywords.csv', 'word,languages,kind');
  const kindOf = new Map(keywords.map(([word, , kind]) => [word, kind]));

  it('has 350 to 450 words, lower-case ASCII, each once', () => {
    expect(keywords.length).toBeGreaterThanOrEqual(350);
    expect(keywords.length).toBeLessThanOrEqual(450);
    expect(keywords.filter(([word]) => !/^[a-z0-9]+$/.test(word!))).toEqual([]);
    expect(repeated(keywords.map(([word]) => word!))).toEqual([]);
  });

  it('has known kinds and languages', () => {
    expect(new Set(kindOf.values())).toEqual(new Set(['action', 'trust', 'lure', 'affix']));
    expect(keywords.filter(([, languages]) => !areLanguages(languages!))).toEqual([]);
  });

  it('has every language and kind in number', () => {
    for (const language of LANGUAGES) {
      for (const kind of ['action', 'trust', 'lure']) {
        const words = keywords.filter(([, languages, its]) => languages!.split(' ').includes(language) && its === kind);
        expect(words.length, `${language} ${kind}`).toBeGreaterThanOrEqual(15);
      }
    }
  });

  it.each([
    ['action', 'login verify inloggen aanmelden connexion suivi anmelden verifiziere update'],
    ['trust', 'secure support klantendienst account securite sicherheit bank helpdesk'],
    ['lure', 'payment invoice betaling factuur pakket paiement facture colis livraison rechnung paket douane gift win'],
    [
      'affix',
      'www ww http https httpswww ssl cdn m e i my mijn mon mein app web shop be nl fr de com belgie nederland',
    ],
  ])('has the %s words that everybody expects', (kind, words) => {
    expect(words.split(' ').filter((word) => kindOf.get(word) !== kind)).toEqual([]);
  });

  it("has every word of dnstwist's dictionary", () => {
    const added = dnstwist()
      .filter(({ fuzzer }) => fuzzer === 'dictionary')
      .map(({ brand, domain }) => domain.slice(0, -'.be'.length).replace(brand, '').replaceAll('-', ''));
    expect(new Set(added).size).toBeGreaterThan(50);
    expect([...new Set(added)].filter((word) => !kindOf.has(word))).toEqual([]);
  });
});

describe('words.csv', () => {
  const words = rows('lookalike/words.csv', 'word,count').map(([word, count]) => ({
    word: word!,
    count: Number(count),
  }));

  it('has words of 3 to 20 characters, each once, counted at least three times, the commonest first', () => {
    expect(words.filter(({ word, count }) => !/^[a-z0-9]{3,20}$/.test(word) || !(count >= 3))).toEqual([]);
    expect(repeated(words.map(({ word }) => word))).toEqual([]);
    expect(words.filter(({ count }, index) => index > 0 && count > words[index - 1]!.count)).toEqual([]);
    expect(words.length).toBeGreaterThan(1000);
  });

  it('is under 400 KB', () => {
    expect(statSync(join(DATASETS, 'lookalike/words.csv')).size).toBeLessThan(400_000);
  });

  it('is what the .li names give', () => {
    expect(buildWords(unzip(LI))).toBe(text('lookalike/words.csv'));
  });

  it.each(['shop', 'bank', 'ing', 'liechtenstein', 'garage'])('counts %s as plain loops do', (word) => {
    const labels = lines(LI)
      .map((name) => name.split('.')[0]!)
      .filter((label) => !label.startsWith('xn--'));
    const rest = word.length + 3;
    const holding = labels.filter(
      (label) =>
        label.split('-').includes(word) || (label.length >= rest && (label.startsWith(word) || label.endsWith(word))),
    );
    expect(words.find((entry) => entry.word === word)?.count).toBe(holding.length);
  });

  it('leaves out what stands alone too seldom', () => {
    const names = ['a-abc.li', 'abc-b.li', 'abcdef.li', 'xabcx.li', 'abcde.li', 'xn--abc-0xa.li'];
    expect(buildWords(names.join('\n'))).toBe('word,count\n');
    expect(buildWords([...names, 'abc.li', 'defabc.li'].join('\n'))).toBe('word,count\nabc,5\n');
  });
});

describe('numerals.csv', () => {
  const numerals = rows('lookalike/numerals.csv', 'word,numeral,languages');

  it('has lower-case words, each once, with digits and languages', () => {
    expect(numerals.filter(([word]) => !/^[a-z]{2,}$/.test(word!))).toEqual([]);
    expect(repeated(numerals.map(([word]) => word!))).toEqual([]);
    expect(
      numerals.filter(([, numeral, languages]) => !/^(?:\d|10)$/.test(numeral!) || !areLanguages(languages!)),
    ).toEqual([]);
  });

  it('has every number from zero to ten in every language', () => {
    for (const language of LANGUAGES) {
      const known = numerals.filter(([, , languages]) => languages!.split(' ').includes(language));
      const missing = Array.from({ length: 11 }, (_, number) => String(number)).filter(
        (number) => !known.some(([, numeral]) => numeral === number),
      );
      // A French one is `un` and `une`: too short, and an article.
      expect(missing, language).toEqual(language === 'fr' ? ['1'] : []);
    }
  });
});

describe('calibration', () => {
  it.each([
    [LI, 69_090, 'li'],
    ['calibration/nu.names.gz', 120_949, 'nu'],
    ['calibration/ee.names.gz', 91_035, 'ee'],
  ])('%s has %i names, each once', (file, count, zone) => {
    const names = lines(file);
    expect(names).toHaveLength(count);
    expect(new Set(names).size).toBe(count);
    expect(names.filter((name) => !name.endsWith(`.${zone}`) || name !== name.toLowerCase())).toEqual([]);
  });

  it('has what dnstwist makes of 27 brands, all of them shipped', () => {
    expect(dnstwist()).toHaveLength(17_247);
    const brands = [...new Set(dnstwist().map(({ brand }) => brand))];
    expect(brands).toHaveLength(27);
    const shipped = text('brands.csv');
    expect(brands.filter((brand) => !shipped.includes(`\n${brand},`))).toEqual([]);
  });
});

let table: ReturnType<typeof parseUts39>;
beforeAll(() => {
  table = parseUts39(unzip(UTS39));
});

function uts39(): typeof table {
  return table;
}

function skipBelowUnicode17(skip: (note: string) => never): void {
  if (unicodeOfNode < UNICODE) skip(`this node knows Unicode ${unicodeOfNode}, the file was built with ${UNICODE}`);
}

function text(path: string): string {
  return readFileSync(join(DATASETS, path), 'utf8');
}

function unzip(path: string): string {
  return gunzipSync(readFileSync(join(DATASETS, path))).toString();
}

function lines(path: string): string[] {
  return unzip(path).trimEnd().split('\n');
}

/** CSV without quotes: none of these files needs them. */
function rows(path: string, header: string): string[][] {
  const [first, ...records] = text(path).trimEnd().split('\n');
  expect(first).toBe(header);
  const cells = records.map((record) => record.split(','));
  expect(cells.filter((record) => record.length !== header.split(',').length || record.includes(''))).toEqual([]);
  return cells;
}

function dnstwist(): { brand: string; fuzzer: string; domain: string }[] {
  return lines('calibration/dnstwist-variants.tsv.gz').map((line) => {
    const [brand, fuzzer, domain] = line.split('\t');
    return { brand: brand!, fuzzer: fuzzer!, domain: domain! };
  });
}

function areLanguages(languages: string): boolean {
  const listed = languages.split(' ');
  return (
    listed.every((language) => LANGUAGES.includes(language)) && listed.join() === [...new Set(listed)].sort().join()
  );
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}
