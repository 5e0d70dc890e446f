// registrants-option: `--registrants FILE|rdap:URL` of a sweep: where the data of names with a hopping hit is looked at.
import type { Command } from 'commander';
import { RdapClient } from '../ingest/rdap-client.js';
import type { RegistrantSource } from '../registrants.js';
import { registrantsByRdap, registrantsInFeed } from '../registrants.js';
import { Screener } from '../screen/screener.js';
import { FeedSource } from './feed-source.js';
import type { ReadyRuleset } from './options.js';
import { number } from './options.js';
import type { ReadyScreening, ScreeningOptions } from './screening-options.js';
import { addScreeningOptions, openScreenLanes, readyScreening } from './screening-options.js';

export interface RegistrantsOptions extends ScreeningOptions {
  readonly registrants?: string;
  readonly registrantsMap?: string;
  readonly rdapRate: number;
  readonly rdapAllowPrivate: boolean;
  readonly workers: number;
}

const RDAP = 'rdap:';

export function addRegistrantsOptions(command: Command): Command {
  return addScreeningOptions(
    command
      .option('--registrants <source>', 'look at the contact data of names with a hopping hit: a feed, or rdap:URL')
      .option('--registrants-map <file>', "which of the feed's fields are which: docs/feeds.md"),
  )
    .option('--rdap-rate <n>', 'look-ups a second', number(0.001, 10_000), 1)
    .option('--rdap-allow-private', 'let look-ups go to private addresses', false);
}

/** A source, and what must be closed after its use. */
export interface OpenRegistrants extends RegistrantSource {
  close(): Promise<void>;
}

/** The patterns of `ruleset` on registrants' fields are looked for too. */
export function openRegistrants(options: RegistrantsOptions, ruleset: ReadyRuleset): OpenRegistrants | null {
  const { registrants: source } = options;
  if (source === undefined) return null;
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
  const screener = new Screener(lists, ruleset.patterns?.entries ?? [], {}, policy.checks);
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
  const lanes = openScreenLanes(options.workers, options, ready, purpose);
  return { ...registrantsInFeed(lanes, () => feed.open(file)), close: () => lanes.close() };
}
