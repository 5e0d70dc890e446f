// name-reader.test: lists of names, one a line, in chunks of any size.
import { expect, it } from 'vitest';
import { labelAt, nameAt } from '../../src/base/name-batch.js';
import { NameReader } from '../../src/ingest/name-reader.js';
import { Kernel } from '../../src/kernel/load.js';

const kernel = new Kernel();

function read(text: string) {
  const bytes = Buffer.from(text);
  const readChunks = (chunk: number) => {
    const found: [string, string][] = [];
    const reader = new NameReader(kernel, 'list', (batch) => {
      for (let index = 0; index < batch.count; index++) found.push([nameAt(batch, index), labelAt(batch, index)]);
    });
    for (let at = 0; at < bytes.length; at += chunk) reader.feed(bytes.subarray(at, at + chunk));
    reader.end();
    const { lines, names, skipped, faults } = reader.takeCounts();
    const isAgain = ([name]: [string, string], at: number) => name === found[at - 1]?.[0];
    expect(names).toBe(found.filter((one, at) => !isAgain(one, at)).length);
    return { found, lines, skipped, faults: faults.map(({ code, place }) => [code, place.line]) };
  };
  const told = readChunks(bytes.length + 1);
  for (const chunk of [1, 7, 1_000, 5_000]) expect(readChunks(chunk), `chunks of ${chunk}`).toEqual(told);
  return told;
}

it('takes each label left of the public suffix, the one beside it first', () => {
  const list = '\ufeffPayPal.com\nwww.example.co.uk.\na.b.example.be\nco.uk\ncom\nfoo.github.io\na.a.a.be\n';
  const { found, skipped } = read(list);
  expect(found).toEqual([
    ['paypal.com', 'paypal'],
    ['www.example.co.uk', 'example'],
    ['www.example.co.uk', 'www'],
    ['a.b.example.be', 'example'],
    ['a.b.example.be', 'b'],
    ['a.b.example.be', 'a'],
    ['co.uk', 'co'],
    ['com', 'com'],
    ['foo.github.io', 'github'],
    ['foo.github.io', 'foo'],
    ['a.a.a.be', 'a'],
  ]);
  expect(skipped).toBe(0);
});

it('takes U-labels, blanks, comments, CRLF, and a last line without a newline', () => {
  const { found, lines } = read('# list\n\n  bücher.de  # a shop\r\nBÜCHER.de\nxn--bcher-kva.de\na.be');
  expect(found).toEqual([
    ['xn--bcher-kva.de', 'xn--bcher-kva'],
    ['a.be', 'a'],
  ]);
  expect(lines).toBe(6);
});

it('says which lines are no names', () => {
  const long = 'x'.repeat(5_000);
  const { found, faults } = read(
    `a..b\na.be\nfoo bar\n${long}\n# ${long}\nb.be # ${long}\n${' '.repeat(9_000)}c.be\n\0\nhttp://d.be/\nd.be\n${long}`,
  );
  expect(found.map(([name]) => name)).toEqual(['a.be', 'b.be', 'd.be']);
  expect(faults).toEqual([
    ['NAME_INVALID', 1],
    ['NAME_INVALID', 3],
    ['NAME_TOO_LONG', 4],
    ['NAME_TOO_LONG', 7],
    ['NAME_INVALID', 8],
    ['NAME_INVALID', 9],
    ['NAME_TOO_LONG', 11],
  ]);
});
