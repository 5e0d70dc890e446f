// checks: what each check of contact data costs a registration, and all of them together.
import { listsOf } from '../../src/base/list-table.js';
import { readScreeningLists } from '../../src/rules/screening-lists.js';
import type { Check } from '../../src/screen/check.js';
import { FindingList } from '../../src/screen/check.js';
import type { Contact } from '../../src/screen/contact.js';
import { allChecks, Screener, SCREENING_FILES, type ScreeningLists } from '../../src/screen/screener.js';
import type { Benchmark, Figure, Measured, Run } from '../harness.js';
import { labelledRegistrants } from '../registrants/labelled.js';
import type { ZoneSpec } from '../zone-generator.js';

const REGISTRATIONS = 20_000;
const MAKING = 'making the contact';
const ALL = 'all checks';

export function checksBenchmark({ seed }: ZoneSpec): Benchmark {
  const lists = listsOf<ScreeningLists>(readScreeningLists(SCREENING_FILES, null).lists);
  const screener = new Screener(lists, [], {}, {});
  const checks = allChecks(lists, {});
  const plausible = labelledRegistrants({ seed, half: 'learn', bogus: 0, plausible: REGISTRATIONS });
  const registrations = [...plausible].map(({ registration }) => registration);
  const contacts = registrations.map((registration) => screener.contact(registration));
  return {
    name: 'checks',
    size: `${REGISTRATIONS.toLocaleString('en-US')} plausible registrations, each phone and e-mail another`,
    notes: [
      'One thread. Of checks that read the same field, each is charged with reading it; together they read it once.',
    ],
    check: () => refuseBlind(screener, checks),
    runs: [
      timed(MAKING, () => registrations.forEach((registration) => screener.contact(registration))),
      timed(ALL, () => contacts.forEach((contact) => screener.findings(contact))),
      ...checks.map((check) => timed(check.id, () => runAlone(check, contacts))),
    ],
    figures: [MAKING, ALL, ...checks.map(({ id }) => id)].map((name): Figure => ({ name, unit: 'µs' })),
  };
}

function timed(name: string, work: () => void): Run {
  return {
    name,
    measure: (): Measured => {
      const started = performance.now();
      work();
      return { [name]: ((performance.now() - started) * 1000) / REGISTRATIONS };
    },
  };
}

function runAlone(check: Check, contacts: readonly Contact[]): void {
  const found = new FindingList();
  for (const contact of contacts) check.run(contact, found);
}

/** Each check must find what it says that it catches. */
function refuseBlind(screener: Screener, checks: readonly Check[]): void {
  for (const { id, catches } of checks) {
    const registration = {
      event: 'create',
      domain: 'example.test',
      registrar: {},
      registrant: catches,
      redacted: [],
    } as const;
    const findings = screener.findings(screener.contact(registration));
    if (!findings.some(({ check }) => check === id)) throw new Error(`${id} does not find its own example`);
  }
}
