// sweep-summary: what a sweep came to, in words for a person.
import type { ZoneOutcome } from '../pipeline.js';
import type { ContactOutcome } from './contact-outcome.js';
import type { Timing } from './clock.js';
import { bytesOf, count, forTerminal, table } from './output.js';

/** `db` null is a dry run. */
export function describeSweep(
  outcomes: readonly ZoneOutcome[],
  contacts: readonly ContactOutcome[],
  ruleset: string,
  { startup, steady }: Timing,
  db: string | null,
): string {
  const rate = steady.ms === 0 ? '' : `, ${bytesOf((steady.bytes / steady.ms) * 1000)}/s`;
  const zones = outcomes
    .map((outcome) =>
      describeZone(
        outcome,
        contacts.find(({ apex }) => apex === outcome.apex),
      ),
    )
    .join('\n');
  const kept =
    db === null
      ? 'Dry run: nothing was stored.'
      : `Cases are in ${forTerminal(db)}: zonesieve cases list --db ${forTerminal(db)}`;
  return `${zones}
Ruleset ${ruleset}. Read ${bytesOf(steady.bytes)} in ${(steady.ms / 1000).toFixed(2)} s${rate}, after ${(startup.ms / 1000).toFixed(2)} s of start-up.
${kept}
`;
}

function describeZone(outcome: ZoneOutcome, contacts: ContactOutcome | undefined): string {
  const { apex, names, hits, namesHit, allowedAway, soaSerial, stored } = outcome;
  const rows: [string, string, string][] = [
    ['names', count(names), soaSerial === null ? '' : `SOA serial ${soaSerial}`],
    ['names with hits', count(namesHit), ''],
    ['  hopping', count(hits['hopping'] ?? 0), 'a string of the hopping list'],
    ['  hopping-variant', count(hits['hopping-variant'] ?? 0), 'imitates such a string'],
    ['  lookalike', count(hits['lookalike'] ?? 0), 'imitates a brand'],
    ['  pattern', count(hits['pattern'] ?? 0), 'matches a pattern'],
  ];
  if (allowedAway > 0) rows.push(['hidden', count(allowedAway), 'hits on allowed names']);
  if (outcome.outOfZone > 0) rows.push(['out of zone', count(outcome.outOfZone), 'NS records that do not belong here']);
  if (outcome.skipped > 0) rows.push(['skipped', count(outcome.skipped), 'broken records']);
  if (stored !== null) rows.push(...storedRows(stored));
  if (contacts !== undefined) rows.push(...contactRows(contacts));
  const lines = table(rows.map(([what, number, note]) => [`  ${what}`, number.padStart(12), note]));
  const verdict =
    outcome.whyNotComplete === null
      ? '  The sweep is complete.'
      : `  NOT COMPLETE: ${forTerminal(outcome.whyNotComplete)}. It only added hits.`;
  return `${zoneName(apex)}\n${lines}\n${verdict}\n${remedies(stored)}${otherSoaLine(outcome)}`;
}

function remedies(stored: ZoneOutcome['stored']): string {
  const serial = stored?.olderSerial === true ? '  Was the serial set back? Sweep once with --serial-reset.\n' : '';
  const names =
    stored?.shrunk === true ? '  Was the file cut off? If the zone did shrink, sweep once with --shrunk.\n' : '';
  return serial + names;
}

/** Not among the reasons that the log tells: it is out of the file. */
function otherSoaLine({ apex, otherSoa, soaSerial }: ZoneOutcome): string {
  if (otherSoa === null) return '';
  if (soaSerial !== null) return `  An SOA record of ${zoneName(otherSoa)} was met too: leave that zone's file out.\n`;
  return `  The SOA record that was met is of ${zoneName(otherSoa)}; expected one of ${zoneName(apex)}.\n`;
}

function zoneName(apex: string): string {
  return apex === '' ? 'the root' : `.${forTerminal(apex)}`;
}

function storedRows(stored: NonNullable<ZoneOutcome['stored']>): [string, string, string][] {
  const rows: [string, string, string][] = [
    ['new cases', count(stored.newCases), ''],
    ['known hits', count(stored.hits - stored.newHits), 'seen in a sweep before'],
  ];
  if (stored.addedHits > 0) rows.push(['added hits', count(stored.addedHits), 'new ones of cases that were there']);
  if (stored.watchTerms !== null) {
    const { watching, withdrawn } = stored.watchTerms;
    rows.push(['watch terms', count(watching), 'hopping strings that are not in the zone']);
    if (withdrawn > 0) rows.push(['  withdrawn', count(withdrawn), 'strings that left the list']);
  }
  if (stored.absent + stored.gone > 0) {
    rows.push(['absent', count(stored.absent), 'registrations not seen now'], ['gone', count(stored.gone), '']);
  }
  if (stored.lapsedAllows > 0)
    rows.push(['lapsed', count(stored.lapsedAllows), 'allow entries whose name left or changed holder']);
  if (stored.withdrawnHits > 0)
    rows.push(['withdrawn', count(stored.withdrawnHits), 'hits whose string left the list']);
  return rows;
}

function contactRows({ checked, withFindings, inOrder, unknown, source }: ContactOutcome): [string, string, string][] {
  return [
    [
      'contacts checked',
      count(checked),
      `of names with a hopping hit, ${source === 'rdap' ? 'over RDAP' : 'out of the feed'}`,
    ],
    ['  with findings', count(withFindings), ''],
    ['  in order', count(inOrder), ''],
    ['  unknown', count(unknown), 'there was no data to check'],
  ];
}
