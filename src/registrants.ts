// registrants: joins the stages of the procedure for hopping strings (design section 1): names in the zone → their
// registrants' data, out of a feed or by RDAP → findings, or that it is in order.
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import { dayOf } from './base/day.js';
import { headAt, lifeEventAt } from './base/screened.js';
import type { ContactCheck } from './cases/contact-checks.js';
import type { RdapClient } from './ingest/rdap-client.js';
import type { OpenFeed } from './ingest/open-feed.js';
import { registrationFromRdap } from './ingest/rdap-domain.js';
import { RecordFault } from './ingest/record-fault.js';
import type { ScreenLanes } from './lanes/screen-lanes.js';
import type { Screener } from './screen/screener.js';

/** A look at some of the names that were asked for. */
export interface Checked {
  readonly checks: readonly ContactCheck[];
  /** What kept data from being looked at: names with it are `unknown`, and it may be tried again. */
  readonly failures: readonly WireError[];
}

/** Where registrants' data comes from. */
export interface RegistrantSource {
  readonly kind: 'file' | 'rdap';
  /** Each name comes once, some at a time: what came can be kept before the rest is looked at. */
  check(names: readonly string[], signal: AbortSignal): AsyncIterable<Checked>;
}

/**
 * Of several records of a name the last one holds that shows data, or that says that the registration was made; one with an earlier date of
 * registration than another is about a holder of before.
 */
export function registrantsInFeed(lanes: ScreenLanes, open: () => Promise<OpenFeed>): RegistrantSource {
  return {
    kind: 'file',
    async *check(names, signal) {
      const found = new Map<string, ContactCheck>();
      const registeredOn = new Map<string, string>();
      const wanted = new Set(names);
      const feed = await open();
      const failures: WireError[] = [];
      for await (const [piece, screened] of lanes.screened(feed.pieces, feed.shape)) {
        const { told, rejects } = screened;
        const findings = new Map(told.map((one) => [one.index, one.findings]));
        const unseen = new Set(screened.unseen);
        for (let index = 0; index < screened.count; index++) {
          const head = headAt(screened, index);
          const { domain } = head;
          if (!wanted.has(domain)) continue;
          if (head.registeredAt !== null) {
            const day = dayOf(head.registeredAt);
            const newest = registeredOn.get(domain) ?? day;
            if (day < newest) continue;
            if (day > newest) found.delete(domain);
            registeredOn.set(domain, day);
          }
          const seen = unseen.has(index) ? null : (findings.get(index) ?? []);
          if (seen === null && found.has(domain) && lifeEventAt(screened, index) !== 'creation') continue;
          found.set(domain, {
            name: domain,
            registeredAt: head.registeredAt,
            findings: seen,
            note: seen === null ? NOT_SHOWN : null,
          });
        }
        for (const { code, message, file, line, offset } of rejects) {
          failures.push(new SieveError(code, message, line === undefined ? { file, offset } : { file, line }).toWire());
        }
        if (piece.failure !== null) failures.push(piece.failure);
        feed.release(piece);
        if (signal.aborted) break;
      }
      const isWhole = failures.length === 0 && !signal.aborted;
      const absent = isWhole ? 'it is not in the feed' : 'it is not in what could be read of the feed';
      yield { checks: names.map((name) => found.get(name) ?? noData(name, absent)), failures };
    },
  };
}

export function registrantsByRdap(client: RdapClient, screener: Screener): RegistrantSource {
  return {
    kind: 'rdap',
    async *check(names, signal) {
      for (let from = 0; from < names.length; from += LOOKED_UP_TOGETHER) {
        const some = names.slice(from, from + LOOKED_UP_TOGETHER);
        const failures: WireError[] = [];
        const checks = await Promise.all(some.map((name) => checkByRdap(client, screener, name, signal, failures)));
        yield { checks, failures };
      }
    },
  };
}

/** A minute's look-ups or less at the usual rates: a kill loses no more. */
const LOOKED_UP_TOGETHER = 50;

const NOT_SHOWN = 'the data is not shown';
const OTHER_NAME = 'the service answered about another name: look at the base URL, or ask its operator';

async function checkByRdap(
  client: RdapClient,
  screener: Screener,
  name: string,
  signal: AbortSignal,
  failures: WireError[],
): Promise<ContactCheck> {
  const result = await client.lookup(name, signal);
  if (result.kind === 'absent') return noData(name, 'the RDAP service does not know the name');
  try {
    if (result.kind === 'failed') throw result.error;
    const registration = registrationFromRdap(result.object as object);
    if (registration.domain !== name) throw new RecordFault('RDAP_OTHER_NAME', OTHER_NAME);
    const contact = screener.contact(registration);
    const registeredAt = registration.registeredAt ?? null;
    return screener.isShown(contact)
      ? { name, registeredAt, findings: screener.findings(contact), note: null }
      : { ...noData(name, NOT_SHOWN), registeredAt };
  } catch (error) {
    const failure =
      error instanceof RecordFault ? new SieveError(error.code, error.message, { file: client.place }) : error;
    if (!(failure instanceof SieveError)) throw error;
    failures.push(failure.toWire());
    return noData(name, `the look-up failed (${failure.code})`);
  }
}

function noData(name: string, note: string): ContactCheck {
  return { name, registeredAt: null, findings: null, note };
}
