// words: what names in a Belgian zone are made of, without the letters q, x and z, which mark listed words (marked-words.ts).

/** Words of Dutch, French and English names; those that abuse likes are in, so that patterns have work to do. */
export const WORDS: readonly string[] = `
  login signin secure secured verify account update support service helpdesk online bank banking pay payment card wallet
  client invoice order ticket track parcel pakket colis boete belasting rekening compte beveilig bevestig premie gratis win
  bakkerij slagerij tuin tuinen dak dakwerken bouw bouwwerken immo garage auto autos fiets fietsen kapsalon kapper haar mode
  schoenen bloemen brood kaas wijn bier koffie thee keuken keukens meubel meubelen interieur design studio foto fotografie film
  video media print druk drukkerij reclame web webshop shop winkel store market markt deal deals promo outlet sport club voetbal
  tennis golf hockey dans dance yoga fit gym judo ruiter paard honden hond kat katten dieren dierenarts arts dokter tandarts
  apotheek kine osteo psycholoog therapie therapeut massage wellness sauna beauty nagel huid oog bril optiek hoor verpleging
  school college academie leren les lessen opleiding training coaching coach advies consult consulting boekhouding fiscaal
  notaris advocaat avocat maison jardin toiture construction immobilier fleurs boulangerie boucherie restaurant brasserie hotel
  chambre gite camping vakantie reis reizen travel tours bus car rent verhuur location transport logistiek vracht verhuis
  elektro electric elektriciteit loodgieter sanitair verwarming chauffage solar energie energy groen green eco bio natuur nature
  bos boom water meer rivier berg dal veld akker hoeve boerderij landbouw tractor machine metaal staal hout glas steen verf schilder
  vloer tapijt gordijn ramen deuren poort hek tuinhuis veranda terras bad spa kinder kids baby speelgoed game games play spel
  muziek music band radio tv concert festival event events feest party catering traiteur cake taart chocolade praline friet
  frituur snack sushi thai curry tapas grill pub bar cafe lounge club casa villa chalet loft home house huis wonen living
  tech data cloud net host soft code app digital smart lab labs bit byte robot drone print scan security alarm camera slot sleutel
  brussel gent antwerpen brugge leuven hasselt namur mons liege charleroi ardennen kust vlaanderen wallonie europa belgie belgium
  janssens peeters maes jacobs mertens willems claes goossens wouters declerck dubois lambert dupont martin simon laurent
  noord oost west centrum nieuw oud groot klein mooi beste top pro plus extra royal prima super mega mini max first`
  .split(/\s+/)
  .filter((word) => word !== '' && isUnmarked(word));

const ONSETS = [
  'b',
  'c',
  'd',
  'f',
  'g',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'w',
  'br',
  'dr',
  'gr',
  'kl',
  'st',
  'tr',
  'sch',
  'vl',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'aa', 'ee', 'ie', 'oe', 'ou'];
const CODAS = ['', '', '', 'n', 'r', 'l', 's', 't', 'm', 'k', 'nd', 'rs', 'rk'];

/** Reads like the surname that a third of all names are. */
export function syllables(count: number, pick: <T>(list: ArrayLike<T>) => T): string {
  let word = '';
  for (let i = 0; i < count; i++) word += pick(ONSETS) + pick(VOWELS) + pick(CODAS);
  return word;
}

/** Has none of the letters that mark a listed word. */
export function isUnmarked(text: string): boolean {
  return !/[qxz]/.test(text);
}
