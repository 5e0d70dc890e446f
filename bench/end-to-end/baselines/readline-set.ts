// readline-set: what a first script would do: lines through node:readline, the labels of NS records looked up in a Set.
// node readline-set.js STRINGS ZONE [barest] → {"bytes","ms","found"}: from the first byte read to the last label looked up.
// `barest`: by events and not by `for await`, no look at the type, so that less could not be done with each line.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [strings = '', zone = '', barest] = process.argv.slice(2);
const listed = new Set(readFileSync(strings, 'utf8').split('\n'));
const found = new Set<string>();
const started = performance.now();
const lines = createInterface({ input: createReadStream(zone), crlfDelay: Infinity });
if (barest === undefined) {
  for await (const line of lines) {
    const [owner = '', , , type] = line.split('\t');
    if (type === 'ns') lookUp(owner);
  }
} else {
  lines.on('line', lookUp);
  await new Promise((resolve) => lines.once('close', resolve));
}
process.stdout.write(
  JSON.stringify({ bytes: statSync(zone).size, ms: performance.now() - started, found: [...found] }),
);

function lookUp(owner: string): void {
  const label = owner.slice(0, owner.indexOf('.'));
  if (listed.has(label)) found.add(label);
}
