// labelled-rows: what a labelled line says; what it cannot say is told by a code, and never quoted.
import { describe, expect, it } from 'vitest';
import { innocentName, LabelledRows } from '../../src/rules/labelled-rows.js';

const brandOf = (label: string) => (label === 'fortis' ? 'bnpparibasfortis' : label);

function read(text: string) {
  const rows = new LabelledRows('f.csv', brandOf);
  return text.split('\n').flatMap((line, i) => {
    const row = rows.read(line.trim(), i + 1);
    if (row === null) return [];
    return ['code' in row ? row.code : [row.name, row.target, ...row.techniques].join(' ')];
  });
}

describe('LabelledRows', () => {
  it.each<[string, string[]]>([
    ['name,target\na.be,kbc\nb.be,\nc.be', ['a.be kbc', 'b.be ', 'c.be ']],
    ['# c\n\n Technique , Name,more,TARGET\nhomoglyph,PAYPA1.com.,x,PayPal\n# no\n', ['paypa1.com paypal homoglyph']],
    ['name,target,technique\n"a.be","kbc","omission, plural"\n"b.be",,""', ['a.be kbc omission plural', 'b.be ']],
    ['name,target,technique\na.be,kbc,omission,plural\nb.be,kbc,plural,,\n', ['LABELLED_BAD_CSV', 'b.be kbc plural']],
    ['name,target\nfortis-bank.be,fortis', ['fortis-bank.be bnpparibasfortis']],
    ['name,target\né.be,nestlé', ['xn--9ca.be xn--nestl-fsa']],
    [
      'name,target\na b,kbc\n,kbc\na.be,k b\na.be,kbc.be\n"a.be,kbc\na".be,kbc\n"a"b,x',
      [
        'LABELLED_BAD_NAME',
        'LABELLED_BAD_NAME',
        'LABELLED_BAD_TARGET',
        'LABELLED_BAD_TARGET',
        'LABELLED_BAD_CSV',
        'LABELLED_BAD_CSV',
        'LABELLED_BAD_CSV',
      ],
    ],
  ])('%j', (text, rows) => {
    expect(read(text)).toEqual(rows);
  });

  it.each(['a.be', 'name', 'name;target', 'label,official', '"name,target'])('%j is no header', (text) => {
    expect(() => read(`#\n${text}\n`)).toThrow(
      expect.objectContaining({ code: 'LABELLED_HEADER', place: { file: 'f.csv', line: 2, column: 1 } }) as Error,
    );
  });

  it('junk of a million characters is refused at once', () => {
    for (const junk of [`${' '.repeat(1e6)}"`, '"'.repeat(1e6 + 1), `a,${' ,'.repeat(5e5)}"x`, '""'.repeat(5e5)]) {
      const began = performance.now();
      read(`name,target\nx${junk}`);
      read(`name,target\n${junk}`);
      expect(performance.now() - began).toBeLessThan(2000);
    }
  });
});

it('innocentName', () => {
  const names = ['', '  # c', 'A.be.', 'a.be # c', 'a b'].map(innocentName);
  expect(names).toMatchObject([
    null,
    null,
    { name: 'a.be', target: null },
    { name: 'a.be' },
    { code: 'LABELLED_BAD_NAME' },
  ]);
});
