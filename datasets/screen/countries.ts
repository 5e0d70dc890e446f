// countries: writes countries.csv: what people write for a country, and its code by ISO 3166-1 alpha-2. Names are those of the
// Unicode CLDR in the Node binary; it writes other rows under a Node with another CLDR.
// node ../../dist/datasets/screen/countries.js countries.csv
import { writeFileSync } from 'node:fs';
import { foldText } from '../../src/screen/contact.js';

/** ISO 3166-1: alpha-2 and alpha-3 codes. */
const CODES = (
  'AD:AND AE:ARE AF:AFG AG:ATG AI:AIA AL:ALB AM:ARM AO:AGO AQ:ATA AR:ARG AS:ASM AT:AUT AU:AUS AW:ABW AX:ALA AZ:AZE ' +
  'BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA BG:BGR BH:BHR BI:BDI BJ:BEN BL:BLM BM:BMU BN:BRN BO:BOL BQ:BES BR:BRA BS:BHS ' +
  'BT:BTN BV:BVT BW:BWA BY:BLR BZ:BLZ CA:CAN CC:CCK CD:COD CF:CAF CG:COG CH:CHE CI:CIV CK:COK CL:CHL CM:CMR CN:CHN ' +
  'CO:COL CR:CRI CU:CUB CV:CPV CW:CUW CX:CXR CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM DZ:DZA EC:ECU EE:EST ' +
  'EG:EGY EH:ESH ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FK:FLK FM:FSM FO:FRO FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GF:GUF ' +
  'GG:GGY GH:GHA GI:GIB GL:GRL GM:GMB GN:GIN GP:GLP GQ:GNQ GR:GRC GS:SGS GT:GTM GU:GUM GW:GNB GY:GUY HK:HKG HM:HMD ' +
  'HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IM:IMN IN:IND IO:IOT IQ:IRQ IR:IRN IS:ISL IT:ITA JE:JEY JM:JAM ' +
  'JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA KP:PRK KR:KOR KW:KWT KY:CYM KZ:KAZ LA:LAO LB:LBN LC:LCA ' +
  'LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE MF:MAF MG:MDG MH:MHL MK:MKD ' +
  'ML:MLI MM:MMR MN:MNG MO:MAC MP:MNP MQ:MTQ MR:MRT MS:MSR MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM ' +
  'NC:NCL NE:NER NF:NFK NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NU:NIU NZ:NZL OM:OMN PA:PAN PE:PER PF:PYF PG:PNG ' +
  'PH:PHL PK:PAK PL:POL PM:SPM PN:PCN PR:PRI PS:PSE PT:PRT PW:PLW PY:PRY QA:QAT RE:REU RO:ROU RS:SRB RU:RUS RW:RWA ' +
  'SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SH:SHN SI:SVN SJ:SJM SK:SVK SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD ' +
  'ST:STP SV:SLV SX:SXM SY:SYR SZ:SWZ TC:TCA TD:TCD TF:ATF TG:TGO TH:THA TJ:TJK TK:TKL TL:TLS TM:TKM TN:TUN TO:TON ' +
  'TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA UM:UMI US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VG:VGB VI:VIR ' +
  'VN:VNM VU:VUT WF:WLF WS:WSM YE:YEM YT:MYT ZA:ZAF ZM:ZMB ZW:ZWE'
).split(' ');

const LANGUAGES = ['nl', 'fr', 'de', 'en'];
/** Where more languages than the likeliest one are spoken by many. */
const SPOKEN: Readonly<Record<string, readonly string[]>> = {
  BE: ['nl', 'fr', 'de'],
  CH: ['de', 'fr', 'it', 'rm'],
  CA: ['en', 'fr'],
  CN: ['zh', 'zh-Hant'],
  ES: ['es', 'ca', 'eu', 'gl'],
  FI: ['fi', 'sv'],
  HK: ['zh', 'zh-Hant', 'en'],
  IE: ['en', 'ga'],
  LU: ['lb', 'fr', 'de'],
  MA: ['ar', 'fr'],
  MO: ['zh', 'zh-Hant', 'pt'],
  TW: ['zh', 'zh-Hant'],
};

/** What the tables do not have: other codes in use (of sports, and the signs of cars), longer and older names. */
const OTHERS: Readonly<Record<string, string>> = {
  AT: 'A|Republik Österreich',
  BE: 'B|Koninkrijk België|Royaume de Belgique|Königreich Belgien|Kingdom of Belgium|Vlaanderen|Flanders|Flandre|Wallonië|Wallonie|Wallonia|Brussel|Bruxelles',
  AE: 'UAE|U.A.E.',
  BG: 'BUL',
  CD: 'Democratic Republic of the Congo|DR Congo|DRC|RDC|Congo Kinshasa|République démocratique du Congo',
  CG: 'Congo|Republic of the Congo|Congo Brazzaville',
  CH: 'Confoederatio Helvetica|Swiss|SUI',
  CI: 'Ivory Coast|Cote d Ivoire',
  CN: 'People s Republic of China|PRC|PR China|P.R. China|Mainland China',
  CZ: 'Czech Republic|Tschechische Republik|République tchèque|Tsjechische Republiek|Česká republika',
  DE: 'D|GER|Bundesrepublik Deutschland|BRD|Federal Republic of Germany|Bondsrepubliek Duitsland|République fédérale d Allemagne',
  DK: 'DEN',
  ES: 'E',
  FR: 'F|République française|French Republic|France métropolitaine',
  GB: 'UK|U.K.|Great Britain|Britain|United Kingdom of Great Britain and Northern Ireland|ENG|SCO|WAL|NIR|England|Scotland|Wales|Northern Ireland|Engeland|Schotland|Angleterre|Écosse|Schottland|Groot-Brittannië|Grande-Bretagne|Großbritannien',
  GR: 'EL|GRE|Hellas',
  HK: 'Hong Kong|Hongkong|Hong Kong SAR',
  HR: 'CRO',
  HU: 'H',
  IE: 'Republic of Ireland|Éire|Ierse Republiek',
  IR: 'Islamic Republic of Iran',
  IT: 'I|Repubblica Italiana',
  KP: 'Democratic People s Republic of Korea',
  KR: 'Korea|Republic of Korea|Korea, Republic of',
  LI: 'FL',
  LU: 'L|Grand-Duché de Luxembourg|Groothertogdom Luxemburg|Großherzogtum Luxemburg|Grand Duchy of Luxembourg',
  LV: 'LAT',
  MD: 'Republic of Moldova',
  MK: 'The former Yugoslav Republic of Macedonia|Macedonia|Macedonië|Macédoine|Mazedonien',
  NL: 'NED|HOL|The Netherlands|Holland|Hollande|Koninkrijk der Nederlanden|Kingdom of the Netherlands|Les Pays-Bas|Die Niederlande',
  NO: 'N',
  PL: 'Rzeczpospolita Polska|Republic of Poland',
  PS: 'State of Palestine|Occupied Palestinian Territory',
  PT: 'P|POR',
  RU: 'Russian Federation|Russische Federatie|Fédération de Russie|Russische Föderation',
  SE: 'S',
  SI: 'SLO',
  SK: 'Slovak Republic|Slowaakse Republiek|Slowakische Republik|République slovaque',
  SY: 'Syrian Arab Republic',
  SZ: 'Swaziland',
  TR: 'Turkey|Türkiye|Turkiye|Republic of Türkiye',
  TW: 'Taiwan, Province of China|Republic of China|China (Taiwan)|臺灣',
  TZ: 'United Republic of Tanzania',
  US: 'U.S.|U.S.A.|United States of America|Verenigde Staten van Amerika|États-Unis d Amérique|Vereinigte Staaten von Amerika|America|Amerika|Amérique',
  BN: 'Brunei Darussalam',
  BO: 'Plurinational State of Bolivia',
  BQ: 'Bonaire, Sint Eustatius and Saba',
  CV: 'Cabo Verde',
  FK: 'Falkland Islands (Malvinas)',
  FM: 'Federated States of Micronesia',
  GS: 'South Georgia and the South Sandwich Islands',
  HM: 'Heard Island and McDonald Islands',
  LA: 'Lao People s Democratic Republic',
  LY: 'Libyan Arab Jamahiriya',
  MM: 'Myanmar|Burma',
  MO: 'Macao|Macau',
  PN: 'Pitcairn',
  RS: 'Republic of Serbia',
  SH: 'Saint Helena, Ascension and Tristan da Cunha',
  UM: 'United States Minor Outlying Islands',
  VA: 'Holy See|Holy See (Vatican City State)',
  VC: 'Saint Vincent and the Grenadines',
  VE: 'Bolivarian Republic of Venezuela',
  VN: 'Viet Nam',
  ZA: 'RSA',
  XK: 'XKX|Kosova',
};
/** They mean something, and no country of today. */
const NO_COUNTRY =
  'EU|European Union|Europese Unie|Union européenne|Europäische Union|Europe|Europa|UN|AN|Netherlands Antilles|YU|Yugoslavia|' +
  'CS|Serbia and Montenegro|SU|TP|AC|TA|IC|EA|DG|CP';

function rows(): readonly string[] {
  const known = new Map<string, string>();
  const add = (text: string, code: string): void => {
    const key = foldText(text);
    if (key !== '' && !known.has(key)) known.set(key, code);
  };
  for (const pair of CODES) for (const code of pair.split(':')) add(code, pair.slice(0, 2));
  for (const [code, texts] of Object.entries(OTHERS)) for (const text of [code, ...texts.split('|')]) add(text, code);
  for (const text of NO_COUNTRY.split('|')) add(text, '');
  for (const code of [...CODES.map((pair) => pair.slice(0, 2)), 'XK'])
    for (const name of namesOf(code)) add(name, code);
  return [...known].map(([text, code]) => `${text},${code}\n`).sort();
}

function namesOf(code: string): readonly string[] {
  const own = SPOKEN[code] ?? [new Intl.Locale(`und-${code}`).maximize().language];
  return [...LANGUAGES, ...own].flatMap((language) =>
    (['long', 'short'] as const).flatMap((style) => {
      const name = new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' }).of(code);
      return name === undefined ? [] : [name, ...(language === 'en' ? [inFull(name)] : [])];
    }),
  );
}

/** `Bosnia & Herzegovina`, `St. Lucia`: people and ISO 3166 write the words. */
function inFull(name: string): string {
  return name.replace('&', 'and').replace(/\bSt\. /, 'Saint ');
}

writeFileSync(process.argv[2]!, `text,country\n${rows().join('')}`);
