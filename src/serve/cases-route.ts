// cases-route: GET /v1/cases and /v1/cases/:id: what the store holds, as the token may see it.
import type { FastifyInstance } from 'fastify';
import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import type { HitKind } from '../base/hit.js';
import { asciiOf, zoneNameOf } from '../base/names.js';
import { HOPPING_RULE, ruleOf } from '../base/shown-reasons.js';
import { CaseDetail, CaseParams, CaseQuery, CaseSummary } from './api-schemas.js';
import type { Backend } from './backend.js';
import { problem, REFUSED_BY_TOKEN } from './described.js';
import { refusal } from './problems.js';
import { shownCase } from './shown-cases.js';

const REFUSED = {
  ...REFUSED_BY_TOKEN,
  400: problem('A parameter is none.'),
  503: problem('The store does not answer; `Retry-After` says when.'),
};

export function casesRoutes(server: FastifyInstance, backend: Backend): void {
  server.get<{ Querystring: Static<typeof CaseQuery> }>(
    '/v1/cases',
    {
      config: { scope: 'cases' },
      preValidation: ({ query }, _reply, done) => done(oddNumber(CaseQuery, query)),
      schema: {
        summary: 'Cases, in the order in which they were opened.',
        security: [{ bearer: [] }],
        querystring: CaseQuery,
        response: { 200: Type.Object({ cases: Type.Array(Type.Ref(CaseSummary.$id!)) }), ...REFUSED },
      },
    },
    async (request) => {
      const { origin, kind, rule, since, name, ...filter } = request.query;
      const seesLists = request.bearer.scopes.has('lists');
      if (!seesLists && (kind?.startsWith('hopping') === true || rule?.startsWith(HOPPING_RULE) === true)) {
        throw refusal(403, 'SCOPE_MISSING', 'hits of this kind and rule need a token with the scope lists');
      }
      const cases = await backend.listCases({
        ...filter,
        ...(origin === undefined ? {} : { origin: zoneOf(origin) }),
        ...(kind === undefined ? {} : { kind: kind as HitKind }),
        ...(rule === undefined ? {} : { rule: ruleOf(rule) }),
        ...(since === undefined ? {} : { since: instantOf(since) }),
        ...(name === undefined ? {} : { name: partOf(name) }),
      });
      return { cases };
    },
  );
  server.get<{ Params: Static<typeof CaseParams> }>(
    '/v1/cases/:id',
    {
      config: { scope: 'cases' },
      preValidation: ({ params }, _reply, done) => done(oddNumber(CaseParams, params)),
      schema: {
        summary: 'A case with its hits, findings and history.',
        security: [{ bearer: [] }],
        params: CaseParams,
        response: { 200: Type.Ref(CaseDetail.$id!), ...REFUSED, 404: problem('There is no such case.') },
      },
    },
    async (request) => {
      const detail = await backend.showCase(request.params.id);
      if (detail === undefined) throw refusal(404, 'CASE_UNKNOWN', 'there is no case with this id');
      return shownCase(detail, request.bearer.scopes.has('lists'));
    },
  );
}

const WRITTEN = {
  integer: { form: /^\d+$/, expected: 'a whole number in digits' },
  number: { form: /^\d*\.?\d+(?:e-?\d+)?$/i, expected: 'a decimal number' },
};

/** Fastify makes numbers of text as JavaScript does, which takes `0x1`, `1e0` and blanks for numbers too. */
function oddNumber(schema: typeof CaseQuery | typeof CaseParams, parameters: object): Error | undefined {
  const types: Readonly<Record<string, { readonly type: string }>> = schema.properties;
  for (const [name, text] of Object.entries(parameters)) {
    const type = Object.hasOwn(types, name) ? types[name]!.type : '';
    if (typeof text !== 'string' || (type !== 'integer' && type !== 'number')) continue;
    const { form, expected } = WRITTEN[type];
    if (!form.test(text)) return refusal(400, 'PARAMETER_REFUSED', `${name}: expected ${expected}`);
  }
  return undefined;
}

function zoneOf(text: string): string {
  const zone = zoneNameOf(text);
  if (zone === null) throw refusal(400, 'PARAMETER_REFUSED', 'origin: expected a domain name');
  return zone;
}

/** SQLite would end it at a NUL, and find more. */
function partOf(text: string): string {
  if (/\p{Cc}/u.test(text)) throw refusal(400, 'PARAMETER_REFUSED', 'name: expected no control characters');
  return asciiOf(text) ?? text;
}

/** A leap second is a date-time, and no instant here. */
function instantOf(text: string): Date {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) throw refusal(400, 'PARAMETER_REFUSED', 'since: expected an instant, ISO 8601');
  return instant;
}
