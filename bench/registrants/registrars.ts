// registrars: the registrars that registrations of a bench feed come through; invented, a few with most of the names.
import type { Registrar } from '../../src/base/registration.js';
import type { Random } from '../zone/random.js';

const NAMES =
  `Klokhuis Hosting NV, Zwaluw en Zonen BV, Nom de Domaine Express SAS, Domeinhuis Registraties BV, Hébergement Wallon SRL,
  Nordlicht Domains GmbH, Lage Landen Internet BV, Vlaamse Webhosting BV, Meuse Digital SA, Registrar voor Iedereen CV, Domainkontor Rhein AG,
  Scheldeland ICT BV, Hexagone Domaines SARL, Klein Hosting VOF, Ardennes Réseaux SRL`
    .split(/\s*,\s*/)
    .map((name) => name.trim());

export const REGISTRARS: readonly Required<Registrar>[] = NAMES.map((name, at) => ({
  id: String(1001 + at * 37),
  name,
  email: `domains@${name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .trim()
    .replace(/ +/g, '-')}.example`,
}));

export function registrarOf(random: Random): Required<Registrar> {
  return REGISTRARS[Math.floor((random.below(1000) / 1000) ** 2 * REGISTRARS.length)]!;
}

/** What a registry's export says besides, which screening does not read: JSON members with a comma before them. */
export function exportedBeside({ id, name }: Required<Registrar>): string {
  const servers = ['ns1', 'ns2', 'ns3'].map((server) => `${server}.registrar-${id}.example`);
  return `,${JSON.stringify({
    period: { years: 1, autoRenew: true },
    nameservers: servers,
    status: ['addPeriod', 'serverTransferProhibited'],
    technicalContact: { id: `T-${id}`, organisation: name, email: `noc@registrar-${id}.example` },
    dnssec: false,
  }).slice(1, -1)}`;
}
