// config-schema: every key of the configuration file, with its meaning, unit and default; docs/configuration.md is made of it.
import { availableParallelism } from 'node:os';
import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { TARGET_DEFAULTS, TRIGGER_KINDS } from '../base/trigger.js';
import { BrokerSchema, PLAIN_SUBJECT } from './broker-config.js';

export const SCOPES = ['register', 'cases', 'lists', 'metrics'] as const;
export type Scope = (typeof SCOPES)[number];

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const closed = { additionalProperties: false };
const path = (description: string) => Type.String({ description, minLength: 1 });
const files = (description: string) => Type.Array(path('a file'), { description, default: [] });
const oneOf = <T extends string>(words: readonly T[], options: object = {}) =>
  Type.Unsafe<T>(
    Type.Union(
      words.map((word) => Type.Literal(word)),
      options,
    ),
  );

const milliseconds = (description: string, standard: number, least = 1) =>
  Type.Integer({ description, default: standard, minimum: least, maximum: 86_400_000 });

const port = (standard?: number) =>
  Type.Integer({
    description: 'TCP port; 0 takes a free one',
    minimum: 0,
    maximum: 65_535,
    ...(standard === undefined ? {} : { default: standard }),
  });

/** A secret stands in no configuration file. */
const Secret = Type.Union(
  [
    Type.Object({ env: Type.String({ minLength: 1 }) }, closed),
    Type.Object({ file: Type.String({ minLength: 1 }) }, closed),
  ],
  { description: '`{env: NAME}` or `{file: PATH}`; a file that others can read is refused' },
);

const retried = {
  maxInFlight: Type.Integer({
    description: 'triggers under way to it at a time',
    minimum: 1,
    maximum: 1_000,
    default: TARGET_DEFAULTS.maxInFlight,
  }),
  timeoutMs: milliseconds('most of one attempt', TARGET_DEFAULTS.timeoutMs),
  maxAttempts: Type.Integer({
    description: 'after so many the trigger is a dead letter',
    minimum: 1,
    maximum: 1_000,
    default: TARGET_DEFAULTS.maxAttempts,
  }),
};

const target = {
  id: Type.String({ description: 'names the target for good', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' }),
  kinds: Type.Optional(
    Type.Array(oneOf(TRIGGER_KINDS), { description: `of ${TRIGGER_KINDS.join(', ')}; else all`, minItems: 1 }),
  ),
  from: Type.Optional(
    oneOf(['first', 'new'] as const, {
      description: '`first`: what the store has already too; `new`: only what comes',
    }),
  ),
};

/** By its `type`. */
export const TARGETS = {
  webhook: Type.Object(
    {
      type: Type.Literal('webhook'),
      ...target,
      url: Type.String({ description: 'where it is posted to', pattern: '^https?://' }),
      secret: Secret,
      allowPrivateAddresses: Type.Boolean({
        description: 'whether the host may be in a private network',
        default: false,
      }),
      ...retried,
    },
    closed,
  ),
  nats: Type.Object(
    {
      type: Type.Literal('nats'),
      ...target,
      servers: Type.Array(Type.String({ minLength: 1 }), { description: 'such as `127.0.0.1:4222`', minItems: 1 }),
      subject: Type.String({ description: 'of a JetStream stream', pattern: PLAIN_SUBJECT }),
      token: Type.Optional(Secret),
      ...retried,
    },
    closed,
  ),
  file: Type.Object(
    { type: Type.Literal('file'), ...target, path: path('NDJSON, appended to; a file of its own') },
    closed,
  ),
};

const Token = Type.Object(
  {
    name: Type.String({
      description: 'who it is for; in logs and metrics',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$',
    }),
    hash: Type.String({ description: 'as `zonesieve serve token` prints it', pattern: '^sha256:[0-9a-f]{64}$' }),
    scopes: Type.Array(oneOf(SCOPES), {
      description:
        '`register`: ask for decisions; `cases`: read cases; `lists`: see which reasons come from the hopping list; `metrics`: read /metrics',
      minItems: 1,
    }),
  },
  closed,
);

const Limits = Type.Object(
  {
    bodyBytes: Type.Integer({
      description: 'bytes of a body that is no stream',
      default: 1 << 20,
      minimum: 1,
      maximum: 1 << 28,
    }),
    arrayItems: Type.Integer({
      description: 'registrations of one array, never more than `waiting`; more get 413',
      default: 1_000,
      minimum: 1,
    }),
    recordBytes: Type.Integer({
      description: 'bytes of one line of a stream',
      default: 1 << 16,
      minimum: 1,
      maximum: 1 << 20,
    }),
    waiting: Type.Integer({
      description: 'registrations that wait or are at work; more get 503',
      default: 2_000,
      minimum: 1,
    }),
    waitingBytes: Type.Integer({
      description:
        'bytes of those, and of bodies and lines that are still arriving, of which one token gets half; more get 503',
      default: 32 << 20,
      minimum: 1,
    }),
    requestsPerMinute: Type.Integer({
      description: 'requests a minute of one token; more get 429',
      default: 600_000,
      minimum: 1,
    }),
    connections: Type.Integer({
      description: 'open connections; more are closed at once',
      default: 12_000,
      minimum: 1,
    }),
    headersMs: milliseconds('until the headers of a request are there', 10_000),
    requestMs: milliseconds('until a request is there whole, streams too', 60_000),
    idleMs: milliseconds('a connection on which nothing moves during a request is closed after it', 30_000),
    keepAliveMs: milliseconds('a connection without a request is closed after it', 72_000),
    stopMs: milliseconds(
      'how long a stop waits for what is under way; then connections are cut, and triggers sent again after the next start',
      10_000,
    ),
    storeWaitMs: milliseconds(
      'how long another process may keep the store to itself before registrations get 503',
      5_000,
    ),
  },
  { ...closed, description: 'what one client may take', default: {} },
);

export const ConfigSchema = Type.Object(
  {
    listen: Type.Object(
      {
        host: Type.String({ description: 'address to listen on', default: '127.0.0.1', minLength: 1 }),
        port: port(8080),
      },
      { ...closed, description: 'where HTTP is served; TLS is left to what stands in front', default: {} },
    ),
    metricsListen: Type.Optional(
      Type.Object(
        {
          host: Type.String({ description: 'address to listen on', default: '127.0.0.1', minLength: 1 }),
          port: port(),
        },
        { ...closed, description: 'a second listener for /metrics, without a token' },
      ),
    ),
    store: Type.String({ description: 'where cases are kept: a SQLite file', default: './zonesieve.db', minLength: 1 }),
    ruleset: Type.Optional(path('a snapshot made by `rules compile`, instead of `lists`')),
    lists: Type.Object(
      {
        hopping: files('hopping lists'),
        brands: files('brands and their official domains'),
        patterns: files('RE2 patterns'),
        allow: files('names known to be fine'),
      },
      { ...closed, description: 'watchlists; without any only contact data is checked', default: {} },
    ),
    checkLists: Type.Optional(path('a folder of lists for the checks')),
    policy: Type.Optional(path('keys to put over the shipped policy')),
    profile: Type.Object(
      {
        has: Type.Optional(
          Type.Array(oneOf(REGISTRANT_FIELDS), {
            description: 'the fields that registrations have: one that lacks is empty',
            minItems: 1,
          }),
        ),
        requires: Type.Optional(
          Type.Array(oneOf(REGISTRANT_FIELDS), { description: 'the fields that must not be empty' }),
        ),
        redacts: Type.Optional(
          Type.Boolean({
            description:
              '`false`: nothing is hidden; `REDACTED` in a field is what the holder wrote, and means nothing',
          }),
        ),
      },
      { ...closed, description: 'what registrations tell of the registrant', default: {} },
    ),
    minScore: Type.Number({
      description: 'weaker hits on the name are left out',
      default: 0.5,
      minimum: 0,
      maximum: 1,
    }),
    workers: Type.Optional(
      Type.Integer({
        description: 'threads that look at registrations; else one for each core',
        minimum: 1,
        maximum: 256,
      }),
    ),
    watchMs: milliseconds('how often the files are looked at for changes; 0: only SIGHUP reloads', 2_000, 0),
    tokens: Type.Array(Token, { description: 'who may ask; without any nobody may', default: [] }),
    limits: Limits,
    broker: Type.Optional(BrokerSchema),
    triggers: Type.Object(
      {
        targets: Type.Array(Type.Union(Object.values(TARGETS)), {
          description: 'where triggers are sent; none: a line each to `triggers.ndjson` beside the store',
          default: [],
        }),
      },
      { ...closed, description: 'the outbox', default: {} },
    ),
    log: Type.Object(
      { level: oneOf(LOG_LEVELS, { description: 'the least level that is logged', default: 'info' }) },
      { ...closed, description: 'JSON lines on standard output', default: {} },
    ),
  },
  closed,
);

/** With all defaults filled in. */
export type Config = Static<typeof ConfigSchema>;

export function workersOf({ workers }: Config): number {
  return workers ?? availableParallelism();
}
