// plain-lookalikes: every clause of what is found, by examples worked by hand.

import { describe, expect, it } from 'vitest';

import type { Rewriting } from '../../src/base/glyphs.js';
import { PlainLookalikes } from '../../src/match/plain-lookalikes.js';

interface Given {
  readonly words?: readonly string[];
  readonly rewritings?: readonly Rewriting[];
}

const M_RN: Rewriting = { from: 'm', to: 'rn', technique: 'homoglyph' };
const W_VV: Rewriting = { from: 'w', to: 'vv', technique: 'homoglyph' };
const PH_F: Rewriting = { from: 'ph', to: 'f', technique: 'homophone' };
const OO_U: Rewriting = { from: 'oo', to: 'u', technique: 'homophone' };
const SEVEN: Rewriting = { from: 'seven', to: '7', technique: 'numeral-swap' };

/** The parts found, each once and in order, as `target:start-end`. */
function found(targets: readonly string[], label: string, { words = [], rewritings = [] }: Given = {}): string[] {
  const parts = new PlainLookalikes(targets, new Set(words), rewritings).partsOf(label);
  return [...new Set(parts.map(({ target, start, end }) => `${target}:${start}-${end}`))].sort();
}

describe('the label', () => {
  it('gives nothing beyond 63 characters, hyphens counted', () => {
    expect(found(['hello'], `hello-${'q'.repeat(57)}`)).toEqual(['0:0-5']);
    expect(found(['hello'], `hello-${'q'.repeat(58)}`)).toEqual([]);
  });

  it('gives nothing when fewer than two characters are left without hyphens', () => {
    for (const label of ['', '-', '---', 'a', '-7-']) {
      expect(found(['aa', 'seven'], label, { rewritings: [SEVEN] })).toEqual([]);
    }
  });

  it('is compared without hyphens, and reported with them', () => {
    expect(found(['ab'], '-a--b-')).toEqual(['0:1-5']);
    expect(found(['hello'], 'he-llo')).toEqual(['0:0-6']);
  });
});

describe('short targets', () => {
  it('are found as they stand, neither folded, edited nor respelled', () => {
    expect(found(['bmw'], 'bmw')).toEqual(['0:0-3']);
    for (const label of ['8mw', 'bm', 'bmww', 'bwm', 'brnw']) {
      expect(found(['bmw'], label, { rewritings: [M_RN] })).toEqual([]);
    }
  });

  it('have two to four characters', () => {
    expect(found(['a', 'ab', 'abc', 'abcd'], 'a-ab-abc-abcd')).toEqual(['1:2-4', '2:5-8', '3:9-13']);
  });

  it('are reported for all of the same text, as other targets are', () => {
    expect(found(['bmw', 'bmw'], 'bmw')).toEqual(['0:0-3', '1:0-3']);
    expect(found(['hello', 'hello'], 'hello')).toEqual(['0:0-5', '1:0-5']);
  });

  it('are not looked for at places', () => {
    expect(found(['bmw'], 'xbmwxx')).toEqual([]);
  });
});

describe('edits', () => {
  it('are one for five to eight characters', () => {
    // As it stands, folded, substituted, one less, one more, swapped.
    for (const label of ['hello', 'he110', 'hexlo', 'helo', 'heello', 'ehllo']) {
      expect(found(['hello'], label)).toEqual([`0:0-${label.length}`]);
    }
    for (const label of ['hexxo', 'hlo', 'ehlol', 'hheelo']) expect(found(['hello'], label)).toEqual([]);
    expect(found(['pharmacy'], 'pharmaxx')).toEqual([]);
  });

  it('are two for nine and more characters', () => {
    for (const label of ['wikipxdxa', 'wikipea', 'wikixpedixa', 'iwkipedai']) {
      expect(found(['wikipedia'], label)).toEqual([`0:0-${label.length}`]);
    }
    expect(found(['wikipedia'], 'wxkxpxdia')).toEqual([]);
  });

  it('do not change a swapped pair again', () => {
    // A swap and one more edit beside it are two; `ca` to `abc` is a swap with a letter put inside, which is three.
    expect(found(['qqqqqqqca'], 'qqqqqqqac')).toEqual(['0:0-9']);
    expect(found(['qqqqqqqca'], 'qqqqqqqacb')).toEqual(['0:0-10']);
    expect(found(['qqqqqqqca'], 'qqqqqqqabc')).toEqual([]);
  });
});

describe('respellings', () => {
  it('are made by one rewriting of any technique', () => {
    // `ph` to `f` is two edits from `phone` to `fone`, one too many without the rewriting.
    expect(found(['phone'], 'fone')).toEqual([]);
    expect(found(['phone'], 'fone', { rewritings: [PH_F] })).toEqual(['0:0-4']);
  });

  it('are compared folded', () => {
    expect(found(['phone'], 'f0n3', { rewritings: [PH_F] })).toEqual(['0:0-4']);
  });

  it('rewrite the target as it stands', () => {
    // Folded, `zqh0ok` would have `oo`; as it stands it has not.
    expect(found(['zqh0ok'], 'zqhuk', { rewritings: [OO_U] })).toEqual([]);
    expect(found(['zqhook'], 'zqhuk', { rewritings: [OO_U] })).toEqual(['0:0-5']);
  });

  it('may stand at any place, also where places overlap', () => {
    for (const label of ['xqxxuo', 'xqxxou']) {
      expect(found(['xqxxooo'], label, { rewritings: [OO_U] })).toContain('0:0-6');
    }
  });

  it('take two homoglyphs, the second right of the first', () => {
    for (const label of ['rnovvie', 'rnowie', 'movvie']) {
      expect(found(['mowie'], label, { rewritings: [M_RN, W_VV] })).toContain(`0:0-${label.length}`);
      expect(found(['mowie'], label, { rewritings: [W_VV, M_RN] })).toContain(`0:0-${label.length}`);
    }
    expect(found(['hammer'], 'harnrner', { rewritings: [M_RN] })).toEqual(['0:0-8']);
    expect(found(['mowie'], 'rnovvie')).toEqual([]);
  });

  it('take no two rewritings that overlap, three, or two of other techniques', () => {
    const CLD: Rewriting = { from: 'cl', to: 'd', technique: 'homoglyph' };
    const LXX: Rewriting = { from: 'l', to: 'xxx', technique: 'homoglyph' };
    expect(found(['cloak'], 'dxxxoak', { rewritings: [CLD, LXX] })).toEqual([]);
    expect(found(['wawawa'], 'vvavvavva', { rewritings: [W_VV] })).toEqual([]);
    expect(found(['phoozk'], 'fuzk', { rewritings: [PH_F, OO_U] })).toEqual([]);
    expect(found(['wophozk'], 'vvofozk', { rewritings: [W_VV, PH_F] })).toEqual([]);
    expect(found(['phophoto'], 'fofoto', { rewritings: [PH_F] })).toEqual([]);
  });

  it('are not edited', () => {
    expect(found(['phone'], 'fxne', { rewritings: [PH_F] })).toEqual([]);
  });
});

describe('tokens', () => {
  it('are cores where they are shorter than the label without hyphens', () => {
    expect(found(['bmw', 'hello'], 'my--bmw-he1o')).toEqual(['0:4-7', '1:8-12']);
    expect(found(['bmw'], '-bmw-')).toEqual(['0:1-4']);
  });

  it('are cores one by one, never two together', () => {
    expect(found(['bmw'], 'b-mw-xx')).toEqual([]);
  });

  it('may be a single character when a target is respelled so', () => {
    expect(found(['seven'], 'xx-7', { rewritings: [SEVEN] })).toEqual(['0:3-4']);
  });
});

describe('words', () => {
  it('are taken off the beginning, the end, or both', () => {
    const words = ['my', 'shop', 'login'];
    expect(found(['bmw'], 'shopbmw', { words })).toEqual(['0:4-7']);
    expect(found(['bmw'], 'bmwlogin', { words })).toEqual(['0:0-3']);
    expect(found(['bmw'], 'mybmwlogin', { words })).toEqual(['0:2-5']);
    expect(found(['bmw'], 'shopmybmw', { words })).toEqual([]);
  });

  it('leave a core that may be edited', () => {
    const words = ['my', 'shop'];
    expect(found(['hello'], 'shopheklo', { words })).toEqual(['0:4-9']);
    expect(found(['hello'], 'myheklo', { words })).toEqual(['0:2-7']);
    expect(found(['hello'], 'myhekloshop', { words })).toEqual(['0:2-7']);
    expect(found(['bmw'], 'mybmwshop', { words })).toEqual(['0:2-5']);
  });

  it('are read without hyphens, and not folded', () => {
    expect(found(['bmw'], 'sh-opb-mw', { words: ['shop'] })).toEqual(['0:5-9']);
    expect(found(['bmw'], 'sh0pbmw', { words: ['shop'] })).toEqual([]);
  });

  it('have two to twenty letters, and leave at least two characters', () => {
    const twenty = 'q'.repeat(20);
    const longer = 'q'.repeat(21);
    expect(found(['bmw'], `${twenty}bmw`, { words: [twenty] })).toEqual(['0:20-23']);
    expect(found(['bmw'], `${longer}bmw`, { words: [longer] })).toEqual([]);
    expect(found(['bmw'], 'qbmw', { words: ['q'] })).toEqual([]);
    expect(found(['hp'], 'shophp', { words: ['shop'] })).toEqual(['0:4-6']);
    // One character would be left, which is a respelling.
    expect(found(['seven'], 'shop7', { words: ['shop'], rewritings: [SEVEN] })).toEqual([]);
    expect(found(['seven'], 'my7shop', { words: ['my', 'shop'], rewritings: [SEVEN] })).toEqual([]);
  });
});

describe('places', () => {
  it('are where the target stands folded, each of them, over hyphens as well', () => {
    expect(found(['hello'], 'xhe11oyhell-oz')).toEqual(['0:1-6', '0:7-13']);
    expect(found(['ababa'], 'xababababax')).toEqual(['0:1-6', '0:3-8', '0:5-10']);
  });

  it('are where a respelling stands, but no edit', () => {
    expect(found(['phones'], 'xxfonesxx', { rewritings: [PH_F] })).toEqual(['0:2-7']);
    expect(found(['phones'], 'xxphonexsxx')).toEqual([]);
  });

  it('have at least five characters', () => {
    expect(found(['phone'], 'xxfonexx', { rewritings: [PH_F] })).toEqual([]);
  });

  it('are looked for in six characters and more, beside all of them', () => {
    expect(found(['hello'], 'hellox')).toEqual(['0:0-5', '0:0-6']);
    expect(found(['hello'], 'hello')).toEqual(['0:0-5']);
  });
});

it('never finds a target of more than 63 characters', () => {
  const text = 'q'.repeat(63);
  expect(found([text, `${text}q`], text)).toEqual(['0:0-63']);
});
