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

/** An entry of communes.json in the package @etalab/decoupage-administratif (version 6.0.0). */
interface Commune {
  readonly nom: string;
  readonly type: string;
  readonly zone: string;
  readonly departement?: string;
  readonly codesPostaux?: readonly string[];
}

type Places = Map<string, Set<string>>;

/** Two digits are a department, or Corsica; overseas and Monaco need no third: nobody confuses those. */
const DEPARTMENT = 2;

/** What both packages do not have: a quarter that is a place of its own, and a town that has a namesake overseas. */
const BY_HAND = [
  { place: 'la plaine saint denis', begins: '93' },
  { place: 'mont dore', begins: '98' },
];

function placesOf(offices: readonly PostalOffice[], communes: readonly Commune[]): Places {
  const places: Places = new Map();
  for (const { codePostal, nomCommune, libelleAcheminement } of offices) {
    for (const name of [nomCommune, libelleAcheminement]) add(places, placeOf(name), codePostal.slice(0, DEPARTMENT));
  }
  for (const { place, begins } of BY_HAND) add(places, place, begins);
  addCommunes(places, communes);
  addBeginnings(places);
  return places;
}

function placeOf(name: string): string {
  return foldText(name).replace(/ \d+e?r? arrondissement$/, '');
}

function add(places: Places, place: string, begins: string): void {
  places.set(place, (places.get(place) ?? new Set()).add(begins));
}

/** Those overseas that are in no department; those that are part of another one now, where a town has their name. */
function addCommunes(places: Places, communes: readonly Commune[]): void {
  for (const commune of communes) {
    const place = placeOf(commune.nom);
    const isFormer = /^commune-(?:deleguee|associee)$/.test(commune.type);
    if (commune.zone !== 'com' && !(isFormer && places.has(place))) continue;
    for (const begins of beginningsOf(commune)) add(places, place, begins);
  }
}

/** Corsica's departments are 2A and 2B, its codes begin with 20. */
function beginningsOf({ departement, codesPostaux }: Commune): readonly string[] {
  if (codesPostaux !== undefined) return codesPostaux.map((code) => code.slice(0, DEPARTMENT));
  return departement === undefined ? [] : [departement.replace(/^2[AB]$/, '20')];
}

/** People of Neuilly-sur-Seine write Neuilly, which is a village too: it has the codes of all whose names begin with it. */
function addBeginnings(places: Places): void {
  const all = [...places].map(([place, begins]) => ({ place, begins: [...begins] }));
  for (const { place, begins } of all) {
    for (let end = place.indexOf(' '); end !== -1; end = place.indexOf(' ', end + 1)) {
      const shorter = places.get(place.slice(0, end));
      for (const digits of begins) shorter?.add(digits);
    }
  }
}

function toCsv(places: Places): string {
  const rows = [...places].map(([place, begins]) => `FR,${place},${[...begins].sort().join(' ')}\n`);
  return `country,place,begins\n${rows.sort().join('')}`;
}

const [offices, communes, target] = process.argv.slice(2);
if (offices === undefined || communes === undefined || target === undefined) {
  process.stderr.write('usage: french-places.js codes-postaux.json communes.json postal-places-fr.csv.gz\n');
  process.exitCode = 2;
} else {
  const places = placesOf(
    JSON.parse(readFileSync(offices, 'utf8')) as readonly PostalOffice[],
    JSON.parse(readFileSync(communes, 'utf8')) as readonly Commune[],
  );
  writeFileSync(target, gzipSync(toCsv(places), { level: 9 }));
}
