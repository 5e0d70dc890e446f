// phones: numbers that the plan of their country allows, as EPP writes them: `+32.470123456`.
import type { Random } from '../zone/random.js';
import type { Country, Place } from './homes.js';

interface Range {
  readonly calling: string;
  /** Digits that every number of the range begins with. */
  readonly prefix: string;
  readonly free: number;
}

const range = (calling: string, prefix: string, free: number): Range => ({ calling, prefix, free });

/** Ranges that are given out whole, so that any digits may follow. */
const MOBILE: Readonly<Record<Country, readonly Range[]>> = {
  BE: ['470', '471', '472', '473', '474', '475', '476', '477', '478', '479', '484', '485', '486', '487', '488', '489']
    .concat(['491', '492', '493', '494', '495', '496', '497', '498', '499', '465', '466', '468'])
    .map((prefix) => range('32', prefix, 6)),
  NL: ['61', '62', '63', '64', '65'].map((prefix) => range('31', prefix, 7)),
  FR: ['60', '61', '62', '64', '65', '66', '67', '68'].map((prefix) => range('33', prefix, 7)),
  DE: [
    ...['1511', '1512', '1514', '1515', '1516', '1517', '1520', '1522', '1523', '1525', '1573', '1575', '1577', '1578'],
  ]
    .map((prefix) => range('49', prefix, 7))
    .concat(
      ['160', '162', '163', '170', '171', '172', '173', '174', '175', '176', '177', '178', '179'].map((prefix) =>
        range('49', prefix, 7),
      ),
    ),
};

/** Codes of places begin so; the first that fits counts. */
const BELGIAN_AREAS: readonly (readonly [RegExp, Range])[] = [
  [/^1/, range('32', '25', 6)],
  [/^2/, range('32', '32', 6)],
  [/^3[0-4]/, range('32', '16', 6)],
  [/^3/, range('32', '11', 6)],
  [/^4/, range('32', '42', 6)],
  [/^5/, range('32', '81', 6)],
  [/^6[0-5]/, range('32', '71', 6)],
  [/^6/, range('32', '61', 6)],
  [/^7[0-4]/, range('32', '65', 6)],
  [/^7/, range('32', '69', 6)],
  [/^8[0-3]/, range('32', '50', 6)],
  [/^84/, range('32', '59', 6)],
  [/^8[57]/, range('32', '56', 6)],
  [/^8[68]/, range('32', '51', 6)],
  [/^8/, range('32', '57', 6)],
  [/^9/, range('32', '92', 6)],
];
const DUTCH_AREAS: readonly (readonly [RegExp, Range])[] = [
  [/^1[01]/, range('31', '20', 7)],
  [/^30/, range('31', '10', 7)],
  [/^25/, range('31', '70', 7)],
  [/^35/, range('31', '30', 7)],
  [/^56/, range('31', '40', 7)],
  [/^97/, range('31', '50', 7)],
];
const FRENCH_AREAS: readonly (readonly [RegExp, Range])[] = [
  [/^(75|77|78|9[1-5])/, range('33', '14', 7)],
  [/^(14|22|28|29|35|44|45|49|50|53|56|61|72|76|85)/, range('33', '23', 7)],
  [/^(02|08|10|21|25|51|54|55|57|59|60|62|67|68|70|80|88)/, range('33', '38', 7)],
  [/^(01|06|13|26|30|34|38|42|69|73|74|83|84)/, range('33', '47', 7)],
  [/^(16|17|19|24|31|32|33|40|47|64|65|81|82|87)/, range('33', '55', 7)],
];
const GERMAN_AREAS: readonly (readonly [RegExp, Range])[] = [
  [/^1[0-4]/, range('49', '30', 7)],
  [/^2[0-2]/, range('49', '40', 7)],
  [/^8[01]/, range('49', '89', 7)],
  [/^5[01]/, range('49', '221', 7)],
  [/^60/, range('49', '69', 7)],
  [/^70/, range('49', '711', 7)],
  [/^402/, range('49', '211', 7)],
];
const AREAS: Readonly<Record<Country, readonly (readonly [RegExp, Range])[]>> = {
  BE: BELGIAN_AREAS,
  NL: DUTCH_AREAS,
  FR: FRENCH_AREAS,
  DE: GERMAN_AREAS,
};

export function mobilePhone(country: Country, random: Random): string {
  const { calling, prefix, free } = random.pick(MOBILE[country]);
  return `+${calling}.${prefix}${digits(free, random)}`;
}

/** Of the place's area where we know it, else a mobile. */
export function fixedPhone(country: Country, { code }: Place, random: Random): string {
  const area = AREAS[country].find(([codes]) => codes.test(code))?.[1];
  if (area === undefined) return mobilePhone(country, random);
  // A subscriber's number does not begin with 0 or 1.
  return `+${area.calling}.${area.prefix}${2 + random.below(7)}${digits(area.free - 1, random)}`;
}

/** The mobile number that stands at `index` of all of the country: no two indices below `mobileCount` share one. */
export function mobileAt(country: Country, index: number): string {
  const ranges = MOBILE[country];
  const which = index % ranges.length;
  const { calling, prefix, free } = ranges[which]!;
  // The first factor is coprime to 10, so that all numbers of a range come up once.
  const at = (Math.floor(index / ranges.length) * 617_371 + which * 271_829 + 318_253) % 10 ** free;
  return `+${calling}.${prefix}${String(at).padStart(free, '0')}`;
}

export function mobileCount(country: Country): number {
  return MOBILE[country].reduce((sum, { free }) => sum + 10 ** free, 0);
}

export function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => String(random.below(10))).join('');
}
