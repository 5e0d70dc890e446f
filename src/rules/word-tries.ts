// word-tries: words as two tries, one by their letters from the first on, one from the last on: all words that stand at an end
// of a text are found in one walk, which for most texts is over after two letters (src/kernel/assembly/words.ts).
//
//   0   nodes of the first trie, nodes of the second (u32 each)
//   8   nodes: letters that follow (u32, bit 0 for `a`), number of the first node that follows, word + 1 or 0 (u16 each);
//       nodes that follow one stand in a row, by letter; the root is 0
import type { LabelTable } from '../base/label-table.js';

const HEADER_BYTES = 8;
const NODE_BYTES = 8;

interface Node {
  readonly next: Map<string, Node>;
  word: number | null;
}

/** Words are numbered in order. Throws for one that has other letters than a to z. */
export function wordTries(words: readonly string[]): LabelTable {
  for (const word of words)
    if (!/^[a-z]+$/.test(word)) throw new RangeError(`a word has letters a to z alone: ${word}`);
  const forward = nodesOf(words.map((word) => [...word]));
  const backward = nodesOf(words.map((word) => [...word].reverse()));
  const bytes = new Uint8Array(HEADER_BYTES + (forward.length + backward.length) * NODE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, forward.length, true);
  view.setUint32(4, backward.length, true);
  writeNodes(view, HEADER_BYTES, forward);
  writeNodes(view, HEADER_BYTES + forward.length * NODE_BYTES, backward);
  return bytes;
}

/** Level by level. */
function nodesOf(words: readonly (readonly string[])[]): Node[] {
  const root: Node = { next: new Map(), word: null };
  words.forEach((letters, number) => {
    let node = root;
    for (const letter of letters) {
      let next = node.next.get(letter);
      if (next === undefined) node.next.set(letter, (next = { next: new Map(), word: null }));
      node = next;
    }
    node.word = number;
  });
  const nodes = [root];
  for (const node of nodes) nodes.push(...following(node));
  return nodes;
}

function following({ next }: Node): Node[] {
  return [...next].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
}

function writeNodes(view: DataView, at: number, nodes: readonly Node[]): void {
  let first = 1;
  nodes.forEach(({ next, word }, number) => {
    const node = at + number * NODE_BYTES;
    let letters = 0;
    for (const letter of next.keys()) letters |= 1 << (letter.charCodeAt(0) - 0x61);
    view.setUint32(node, letters, true);
    view.setUint16(node + 4, first, true);
    view.setUint16(node + 6, word === null ? 0 : word + 1, true);
    first += next.size;
  });
}
