// open-registrants: the feed or RDAP service of `--registrants`, opened.
import { busyWorkers } from '../ingest/busy-workers.js';
import { RdapClient } from '../ingest/rdap-client.js';
import type { RegistrantSource } from '../registrants.js';
import { registrantsByRdap, registrantsInFeed } from '../registrants.js';
import { Screener, type ScreeningLists } from '../screen/screener.js';
import { listsOf } from '../base/list-table.js';
import { FeedSource } from './feed-source.js';
import type { ReadyRuleset, ReadyScreening } from '../ready-screening.js';
import { openScreenLanes, readyScreening } from '../ready-screening.js';
import type { RegistrantsOptions } from './registrants-option.js';

const RDAP = 'rdap:';

/** A source, and what must be closed after its use. */
export interface OpenRegistrants extends RegistrantSource {
  close(): Promise<void>;
}

/** The patterns of `ruleset` on registrants' fields are looked for too. */
export function openRegistrants(source: string, options: RegistrantsOptions, ruleset: ReadyRuleset): OpenRegistrants {
  const ready = readyScreening(options, ruleset);
  return source.startsWith(RDAP)
    ? overRdap(source.slice(RDAP.length), options, ready, ruleset)
    : outOfFeed(source, options, ready, ruleset);
}

function overRdap(
  url: string,
  options: RegistrantsOptions,
  { lists, policy }: ReadyScreening,
  { ruleset }: ReadyRuleset,
): OpenRegistrants {
  const client = new RdapClient(url, {
    requestsPerSecond: options.rdapRate,
    ...(options.rdapAllowPrivate ? { allowAddress: () => true } : {}),
  });
  const screener = new Screener(listsOf<ScreeningLists>(lists), ruleset.patterns?.entries ?? [], {}, policy.checks);
  return { ...registrantsByRdap(client, screener), close: () => client.close() };
}

function outOfFeed(
  file: string,
  options: RegistrantsOptions,
  ready: ReadyScreening,
  ruleset: ReadyRuleset,
): OpenRegistrants {
  const { registrantsMap: map } = options;
  const feed = new FeedSource(map === undefined ? {} : { map });
  const purpose = { profile: feed.profile, ruleset, stores: false, asksDns: false, plain: false };
  const lanes = openScreenLanes(busyWorkers(options.workers, [file]), options, ready, purpose);
  return { ...registrantsInFeed(lanes, () => feed.open(file)), close: () => lanes.close() };
}
