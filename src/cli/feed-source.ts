// feed-source: how a feed that was named on the command line is to be read: its format, its map, its profile.
import { SieveError } from '../base/errors.js';
import type { FeedFormat, FeedProfile } from '../base/feed.js';
import { FEED_FORMATS } from '../base/feed.js';
import type { FeedMap } from '../ingest/feed-map.js';
import { loadFeedMap } from '../ingest/feed-map.js';
import type { OpenFeed } from '../ingest/open-feed.js';
import { openFeed } from '../ingest/open-feed.js';

export interface FeedChoices {
  readonly format?: FeedFormat;
  readonly path?: string;
  readonly map?: string;
}

export class FeedSource {
  private readonly map: FeedMap | null;

  constructor(private readonly choices: FeedChoices) {
    this.map = choices.map === undefined ? null : loadFeedMap(choices.map);
    if (choices.path === undefined || (this.format ?? 'json') === 'json') return;
    throw new SieveError('USAGE', `expected --path with JSON only: the format is ${this.format}`);
  }

  /** As it was said; a path says it too. */
  private get format(): FeedFormat | null {
    const hasPath = this.choices.path !== undefined || (this.map?.path.length ?? 0) > 0;
    return this.choices.format ?? this.map?.format ?? (hasPath ? 'json' : null);
  }

  /** Which fields the feed has, as far as its map tells. */
  get profile(): FeedProfile {
    return this.map?.profile ?? {};
  }

  open(file: string, signal?: AbortSignal): Promise<OpenFeed> {
    const { path } = this.choices;
    return openFeed(file, {
      format: this.format ?? formatOf(file),
      ...(signal === undefined ? {} : { signal }),
      ...(path === undefined ? {} : { path }),
      ...(this.map === null ? {} : { map: this.map }),
    });
  }
}

/** By the last part of its name that is no packing; a stream is taken for NDJSON. */
export function formatOf(file: string): FeedFormat {
  const extension = /\.([a-z]+)$/.exec(file.toLowerCase().replace(/\.(?:gz|zst)$/, ''))?.[1];
  return FEED_FORMATS.find((format) => format === extension) ?? 'ndjson';
}
