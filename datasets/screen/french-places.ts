// french-places: writes postal-places-fr.csv.gz: the French communes, and the departments that their postal codes begin with.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { foldText } from '../../src/screen/contact.js';

/** An entry of codes-postaux.json in the package of that name (version 4.1.2). */
interface PostalOffice {
  readonly codePostal: string;
  readonly nomCommune: string;
  readonly libelleAcheminement: string;
}

/** Two digits are a department, or Corsica; overseas and Monaco need no third: nobody confuses those. */
const DEPARTMENT = 2;

function placesOf(offices: readonly PostalOffice[]): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  for (const { codePostal, nomCommune, libelleAcheminement } of offices) {
    for (const name of [nomCommune, libelleAcheminement]) {
      const place = foldText(name).replace(/ \d+e?r? arrondissement$/, '');
      const begins = places.get(place) ?? new Set();
      places.set(place, begins.add(codePostal.slice(0, DEPARTMENT)));
    }
  }
  return places;
}

function toCsv(places: ReadonlyMap<string, ReadonlySet<string>>): string {
  const rows = [...places].map(([place, begins]) => `FR,${place},${[...begins].sort().join(' ')}\n`);
  return `country,place,begins\n${rows.sort().join('')}`;
}

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  process.stderr.write('usage: french-places.js codes-postaux.json postal-places-fr.csv.gz\n');
  process.exitCode = 2;
} else {
  const offices = JSON.parse(readFileSync(source, 'utf8')) as readonly PostalOffice[];
  writeFileSync(target, gzipSync(toCsv(placesOf(offices)), { level: 9 }));
}
