// mail: the e-mail addresses that people of a home have, by their name.
import type { Random } from '../zone/random.js';
import type { Home } from './homes.js';
import type { Person } from './people.js';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Commonest first. Origin: general knowledge. */
const PROVIDERS: Readonly<Record<Home, readonly string[]>> = {
  flanders: list(
    'gmail.com telenet.be hotmail.com outlook.com proximus.be skynet.be live.be icloud.com outlook.be pandora.be yahoo.com me.com',
  ),
  wallonia: list(
    'gmail.com hotmail.com proximus.be skynet.be outlook.com voo.be live.be hotmail.be yahoo.fr icloud.com brutele.be scarlet.be',
  ),
  netherlands: list(
    'gmail.com hotmail.com ziggo.nl kpnmail.nl outlook.com xs4all.nl live.nl planet.nl home.nl icloud.com hetnet.nl upcmail.nl',
  ),
  france: list(
    'gmail.com orange.fr hotmail.fr free.fr wanadoo.fr laposte.net sfr.fr outlook.fr yahoo.fr icloud.com bbox.fr hotmail.com',
  ),
  germany: list(
    'gmail.com gmx.de web.de t-online.de gmx.net outlook.de hotmail.de posteo.de freenet.de icloud.com googlemail.com mailbox.org',
  ),
};

/** Roles that a company's mailbox has, in the language of the home. */
const ROLES: Readonly<Record<Home, readonly string[]>> = {
  flanders: list('info info info contact admin domeinen facturatie hello ict webmaster boekhouding noreply'),
  wallonia: list('info info info contact admin domaines facturation bonjour secretariat webmaster compta'),
  netherlands: list('info info info contact administratie domeinen hallo support beheer webmaster'),
  france: list('contact contact contact info admin domaine accueil technique webmaster compta'),
  germany: list('info info info kontakt domains buchhaltung hallo hostmaster verwaltung office'),
};

export function providerIn(home: Home, random: Random): string {
  // Squared: the first are the commonest.
  const providers = PROVIDERS[home];
  return providers[Math.floor((random.below(1000) / 1000) ** 2 * providers.length)]!;
}

export function roleIn(home: Home, random: Random): string {
  return random.pick(ROLES[home]);
}

/** What stands before the @, with no digit at its end. */
export function localPart(person: Person, random: Random): string {
  const [first, last] = [asciiWord(person.first), asciiWord(person.last)];
  const initial = first.charAt(0);
  return random.pickWeighted([
    [40, `${first}.${last}`],
    [14, `${first}${last}`],
    [9, `${initial}.${last}`],
    [9, `${initial}${last}`],
    [8, `${last}.${first}`],
    [6, `${first}-${last}`],
    [5, `${last}${initial}`],
  ]);
}

/** Letters only, as addresses and labels have them: `Özdemir` is `ozdemir`. */
export function asciiWord(text: string): string {
  return text
    .replace(/[ßœæøđłıÐ]/g, (letter) => SPELT[letter] ?? letter)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}

const SPELT: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', ı: 'i' };
