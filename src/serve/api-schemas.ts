// api-schemas: requests and answers of the HTTP API, of which /openapi.json is made; the tests hold the answers to them.
import { Type } from '@sinclair/typebox';
import { REGISTRANT_FIELDS, REGISTRATION_EVENTS } from '../base/registration.js';

const closed = { additionalProperties: false };
const nullable = (schema: ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>) =>
  Type.Union([schema, Type.Null()]);
const instant = Type.String({ description: 'ISO 8601, UTC' });
const share = Type.Number({ minimum: 0, maximum: 1 });
const text = Type.String();

export const Registration = Type.Object(
  {
    id: Type.Optional(Type.String({ description: 'of the message: the same id with other content is refused' })),
    event: Type.Optional(Type.String({ enum: REGISTRATION_EVENTS, default: 'create' })),
    registeredAt: Type.Optional(instant),
    domain: Type.String({ description: 'A-labels or U-labels' }),
    registrar: Type.Optional(
      Type.Object({ id: Type.Optional(text), name: Type.Optional(text), email: Type.Optional(text) }),
    ),
    registrant: Type.Optional(
      Type.Object(
        Object.fromEntries(
          REGISTRANT_FIELDS.map((field) => [
            field,
            Type.Optional(field === 'street' ? Type.Union([Type.Array(text), text]) : text),
          ]),
        ),
      ),
    ),
    redacted: Type.Optional(Type.Array(text, { description: 'fields that the registry has and does not show' })),
  },
  { $id: 'Registration' },
);

const kinds = ['watchlist', 'hopping', 'hopping-variant', 'lookalike', 'pattern'];

const Reason = Type.Object(
  {
    kind: Type.String({
      enum: [...kinds, 'finding'],
      description: '`hopping…` only for tokens with the scope `lists`',
    }),
    rule: text,
    field: text,
    severity: Type.String({ enum: ['manifest', 'weak', 'note'] }),
    explain: text,
  },
  closed,
);

export const Decision = Type.Object(
  {
    id: nullable(text),
    domain: text,
    registeredAt: nullable(instant),
    decision: Type.String({ enum: ['pass', 'verify', 'hold'] }),
    score: share,
    reasons: Type.Array(Reason, { description: 'strongest first' }),
    ruleset: text,
    policy: text,
    caseId: nullable(Type.Integer()),
  },
  { ...closed, $id: 'Decision' },
);

export const ProblemSchema = Type.Object(
  {
    type: text,
    title: text,
    status: Type.Integer(),
    code: Type.String({ description: 'stable' }),
    detail: text,
    field: Type.Optional(Type.String({ description: 'of the registration' })),
    index: Type.Optional(Type.Integer({ description: 'of the registration in an array, from 0' })),
    line: Type.Optional(Type.Integer({ description: 'of a stream, from 1' })),
  },
  { ...closed, $id: 'Problem' },
);

/** Without `withdrawn`: tokens without the scope `lists` are not to learn of a string that it left the hopping list. */
export const CaseSummary = Type.Object(
  {
    id: Type.Integer(),
    state: text,
    origin: text,
    name: text,
    generation: Type.Integer(),
    score: share,
    hits: Type.Integer(),
    findings: Type.Integer(),
    openedAt: instant,
    updatedAt: instant,
    firstSeenAt: instant,
    lastSeenAt: instant,
    goneAt: nullable(instant),
  },
  { $id: 'CaseSummary' },
);

const Hit = Type.Object(
  {
    name: text,
    unicode: text,
    kind: Type.String({ enum: kinds }),
    rule: text,
    score: share,
    explain: text,
    ruleset: text,
    target: Type.Optional(text),
    techniques: Type.Optional(Type.Array(text)),
    span: Type.Optional(Type.Array(Type.Integer())),
    normalised: Type.Optional(text),
    scripts: Type.Array(text),
    allowed: Type.Optional(Type.Object({ owner: text, reason: text })),
  },
  closed,
);

const Finding = Type.Object({ check: text, severity: text, field: text, part: text, explain: text }, closed);

export const CaseDetail = Type.Object(
  {
    id: Type.Integer(),
    state: text,
    openedAt: instant,
    updatedAt: instant,
    registration: Type.Object({
      origin: text,
      name: text,
      generation: Type.Integer(),
      registryId: nullable(text),
      registeredAt: nullable(instant),
      firstSeenAt: instant,
      lastSeenAt: instant,
      absentSweeps: Type.Integer(),
      goneAt: nullable(instant),
      delistedAt: nullable(instant),
    }),
    hits: Type.Array(
      Type.Object({ hit: Hit, firstSeenAt: instant, lastSeenAt: instant, withdrawnVersion: nullable(text) }),
    ),
    findings: Type.Array(
      Type.Object({ finding: Finding, firstSeenAt: instant, lastSeenAt: instant, clearedAt: nullable(instant) }),
    ),
    contactChecks: Type.Array(Type.Object({ at: instant, source: text, outcome: text, note: nullable(text) })),
    audit: Type.Array(Type.Object({ at: instant, actor: text, from: nullable(text), to: text, note: nullable(text) })),
  },
  { $id: 'CaseDetail' },
);

export const MOST_LISTED = 1_000;

export const CaseQuery = Type.Object(
  {
    origin: Type.Optional(Type.String({ description: 'a zone, in A-labels or U-labels' })),
    kind: Type.Optional(
      Type.String({
        enum: ['hopping', 'hopping-variant', 'lookalike', 'pattern'],
        description: '`hopping…`: scope `lists`',
      }),
    ),
    rule: Type.Optional(text),
    minScore: Type.Optional(share),
    name: Type.Optional(Type.String({ description: 'a part of the name, in A-labels or U-labels' })),
    since: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'opened, moved or given a hit since, such as 2026-11-22T02:00:00Z',
      }),
    ),
    gone: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_LISTED, default: 100 })),
    after: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        description:
          'the id of the last case of the page before: none is missed where that page meets the filter no more',
      }),
    ),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
  },
  closed,
);

export const CaseParams = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});

/** Of /healthz. */
export const Health = Type.Object({ status: text }, closed);

/** Of /readyz. */
export const Readiness = Type.Object(
  {
    status: text,
    ruleset: text,
    policy: text,
    broker: Type.Optional(Type.String({ description: '`taking`, or the code of why not; only with a `broker`' })),
  },
  closed,
);
