// api: the HTTP API from outside: decisions, refusals and cases, held to the OpenAPI document; and that nothing tells of the list.
import { readFileSync } from 'node:fs';
import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TSchema } from '@sinclair/typebox';
import type { Decision as Told } from '../../src/base/decision.js';
import { SieveError } from '../../src/base/errors.js';
import { requestRecords } from '../../src/request-records.js';
import { CaseDetail, CaseSummary, Decision, ProblemSchema, Registration } from '../../src/serve/api-schemas.js';
import type { Backend } from '../../src/serve/backend.js';
import { Metrics } from '../../src/serve/metrics.js';
import { defaultConfig } from '../../src/serve/read-config.js';
import { openServer } from '../../src/serve/server.js';
import { makeToken } from '../../src/serve/tokens.js';
import { ndjson } from '../cli/run-command.js';
import { HOPPING, registrations } from '../screening/fictional.js';
import type { Answered, Asked, Served } from './served.js';
import { ask, JSON_TYPE, NDJSON_TYPE, register, served } from './served.js';

let s: Served;
const heard: string[] = [];

beforeAll(async () => {
  s = await served('limits: { bodyBytes: 100000, recordBytes: 2000 }');
});
afterAll(() => s.serving.stop());

function conforms(schema: TSchema, value: unknown): void {
  const fault = Value.Errors(schema, value).First();
  if (fault !== undefined) throw new Error(`at ${fault.path}: ${fault.message} in ${JSON.stringify(value)}`);
}

async function asked(path: string, options: Asked = {}): Promise<Answered> {
  const answer = await ask(`${s.url}${path}`, options);
  if (options.token !== s.tokens.lists && options.token !== s.tokens.all) heard.push(answer.text);
  return answer;
}

function post(body: string | Buffer, options: Asked = {}): Promise<Answered> {
  return asked('/v1/registrations', { token: s.tokens.register, type: JSON_TYPE, body, ...options });
}

test.each<[string, string | Buffer, Asked, number, string]>([
  ['no token', '{}', { token: '' }, 401, 'UNAUTHENTICATED'],
  ['an unknown token', '{}', { token: 'zsv_unknown' }, 401, 'UNAUTHENTICATED'],
  ['another scope', '{}', { token: 'cases' }, 403, 'SCOPE_MISSING'],
  ['another content type', 'x', { type: 'text/plain' }, 415, 'CONTENT_TYPE'],
  ['a body that is too large', `"${'x'.repeat(100_001)}"`, {}, 413, 'BODY_TOO_LARGE'],
  ['no JSON', '{"domain":"zwelmorant.be"', {}, 400, 'FEED_BAD_JSON'],
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400, 'FEED_NOT_UTF8'],
  ['an empty body', '', {}, 400, 'FEED_BAD_JSON'],
  ['no object', '17', {}, 422, 'FEED_NOT_AN_OBJECT'],
  ['no domain', '{"id":"x"}', {}, 422, 'FEED_BAD_DOMAIN'],
  ['a cut array', '[{"domain":"a.be"},{"domain":', {}, 400, 'BODY_MALFORMED'],
  ['an array and more', '[{"domain":"a.be"}] {"domain":"b.be"}', {}, 400, 'BODY_MALFORMED'],
])('%s is refused with a problem', async (_what, body, options, status, code) => {
  const token = options.token === 'cases' ? s.tokens.cases : options.token;
  const answer = await post(body, { ...options, ...(token === undefined ? {} : { token }) });
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/problem+json']);
  conforms(ProblemSchema, JSON.parse(answer.text));
  expect(JSON.parse(answer.text)).toMatchObject({ status, code });
  if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
});

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

test('the OpenAPI document has the schemas that answers are held to, and names each route', async () => {
  const document = JSON.parse((await asked('/openapi.json')).text) as Document;
  expect(Object.keys(document.paths)).toEqual([
    '/v1/registrations',
    '/v1/cases',
    '/v1/cases/{id}',
    '/healthz',
    '/readyz',
  ]);
  for (const schema of [Decision, ProblemSchema, CaseSummary, CaseDetail, Registration]) {
    const { $id, ...told } = JSON.parse(JSON.stringify(schema)) as { $id: string };
    expect(withoutTitle(document.components.schemas[$id]!)).toEqual(told);
  }
  for (const record of registrations) conforms(Registration, record);
});

function withoutTitle(schema: object): object {
  const { title: _, ...rest } = schema as { title?: string };
  return rest;
}

const full = new SieveError('HOOK_BUSY', 'full');
/** Nothing of it works. */
const failing = {
  hook: { submit: () => Promise.reject(full), arrival: () => ({ holds: () => {}, end: () => {} }) },
  requestRecords,
  listCases: () => Promise.reject(full),
  showCase: () => Promise.reject(full),
  unready: () => full.toWire(),
} as unknown as Backend;

test('each status that a route answers with is in the OpenAPI document', async () => {
  const [known, other] = [makeToken(), makeToken()];
  const tokens = [
    { name: 'known', hash: known.hash, scopes: ['register' as const, 'cases' as const] },
    { name: 'other', hash: other.hash, scopes: ['metrics' as const] },
  ];
  const config = { ...defaultConfig(), tokens };
  const metrics = new Metrics({ waiting: () => 0, outstanding: () => Promise.resolve([]) });
  const limits = { ...config.limits, bodyBytes: 20, requestsPerMinute: 6 };
  const server = await openServer({
    ...{ config: { ...config, limits }, backend: failing, metrics, version: '0.0.0', onFault: () => {} },
  });
  const { paths } = server.swagger() as unknown as Document;
  const answered = async (method: 'GET' | 'POST', path: string, { body = '{}', token = '', type = JSON_TYPE } = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'content-type': type }) };
    const url = path.replace('{id}', '1');
    const { statusCode } = await server.inject({ method, url, headers, ...(method === 'POST' && { body }) });
    const documented = Object.keys(paths[path.replace(/\?.*/, '')]![method.toLowerCase()]!.responses);
    expect(documented, `${method} ${path}`).toContain(String(statusCode));
    return statusCode;
  };
  const registers = (more: { body?: string; type?: string }) =>
    answered('POST', '/v1/registrations', { token: known.token, ...more });
  expect(await registers({})).toBe(503);
  expect(await registers({ body: 'x'.repeat(21) })).toBe(413);
  expect(await registers({ type: 'text/plain' })).toBe(415);
  expect(await answered('GET', '/v1/cases?limit=x', { token: known.token })).toBe(400);
  expect(await answered('GET', '/readyz')).toBe(503);
  expect(await answered('GET', '/healthz')).toBe(200);
  for (const path of ['/v1/cases', '/v1/cases/{id}'])
    expect(await answered('GET', path, { token: known.token })).toBe(503);
  for (const methods of Object.values(paths))
    for (const { responses } of Object.values(methods)) {
      expect(responses).toHaveProperty('431');
      expect(responses).toHaveProperty('500');
    }
  for (const [path, methods] of Object.entries(paths).filter(([path]) => path.startsWith('/v1/'))) {
    const method = 'post' in methods ? 'POST' : 'GET';
    const asks = ['', other.token, known.token].map((token) => answered(method, path, { token }));
    expect(await Promise.all(asks)).toEqual([401, 403, 429]);
    // It comes from the socket: test/serve/limits.test.ts has it.
    if (method === 'POST') expect(methods['post']!.responses).toHaveProperty('408');
  }
  await server.close();
});

test('what the listener of the metrics refuses is a problem too', async () => {
  const { serving } = await served('metricsListen: { port: 0 }');
  const url = serving.metricsAddress!;
  const refused = [
    await ask(`${url}/nothing`),
    await ask(`${url}/metrics`, { method: 'POST', type: 'text/plain', body: 'x' }),
    await ask(`${url}/%zz`),
    await ask(`${url}/metrics`, { token: 'x'.repeat(20_000) }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 400, 431]);
  for (const { headers, text } of refused) {
    expect(headers['content-type']).toBe('application/problem+json');
    conforms(ProblemSchema, JSON.parse(text));
  }
  expect((await ask(`${url}/metrics`)).status).toBe(200);
  await serving.stop();
});

test('one registration, again, and changed', async () => {
  const record = { ...registrations[0]!, id: 'first' };
  const [first, again] = [await register(s, record), await register(s, record)];
  expect(first.status).toBe(200);
  expect(first.headers['content-type']).toMatch(/^application\/json/);
  conforms(Decision, JSON.parse(first.text));
  expect(again.text).toBe(first.text);
  const changed = await register(s, { ...record, domain: 'another.test' });
  expect([changed.status, JSON.parse(changed.text)]).toMatchObject([409, { code: 'REGISTRATION_CHANGED' }]);
});

test('the same id at once over many connections: one case, one answer', async () => {
  const record = { id: 'same', domain: 'same.test', registrant: { name: 'Mickey Mouse' } };
  const answers = await Promise.all(Array.from({ length: 300 }, () => register(s, record)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  const { text } = await asked('/v1/cases?name=same.test', { token: s.tokens.cases });
  expect((JSON.parse(text) as { cases: unknown[] }).cases).toHaveLength(1);
});

test('an array is answered item by item, in its order', async () => {
  const records = [{ id: 'a1', domain: 'fine-a1.test' }, 17, { domain: 'bad' }, { id: 'a1', domain: 'other.test' }];
  const { status, text } = await post(JSON.stringify(records, null, 2));
  const items = JSON.parse(text) as unknown[];
  expect(status).toBe(200);
  conforms(Decision, items[0]);
  for (const item of items.slice(1)) conforms(ProblemSchema, item);
  expect(items).toMatchObject([
    { id: 'a1', decision: expect.any(String) as string },
    { index: 1, code: 'FEED_NOT_AN_OBJECT' },
    { index: 2, code: 'FEED_BAD_DOMAIN', field: 'domain' },
    { index: 3, code: 'REGISTRATION_CHANGED' },
  ]);
  expect((await post(' [ ] ')).text).toBe('[]');
});

test('a stream is answered line by line; what is broken costs its line', async () => {
  const lines = registrations.map((record) => JSON.stringify({ ...record, id: `s-${record.id!}` }));
  const long = `{"domain":"${'x'.repeat(3000)}.test"}`;
  const { status, headers, text } = await post(`${lines.join('\n')}\n\n{broken\r\n${long}\n{"domain":"last.test"}`, {
    type: NDJSON_TYPE,
  });
  expect([status, headers['content-type']]).toEqual([200, NDJSON_TYPE]);
  const told = ndjson(text);
  expect(told.slice(0, lines.length).map((item) => (item as Told).id)).toEqual(
    registrations.map(({ id }) => `s-${id!}`),
  );
  expect(told.slice(lines.length)).toMatchObject([
    { code: 'FEED_BAD_JSON', line: lines.length + 2 },
    { code: 'RECORD_TOO_LONG', line: lines.length + 3, status: 413 },
    { domain: 'last.test' },
  ]);
});

test('cases: listed, shown, and refused', async () => {
  const token = s.tokens.cases;
  const list = await asked('/v1/cases?limit=2', { token });
  const { cases } = JSON.parse(list.text) as { cases: { id: number }[] };
  expect(cases).toHaveLength(2);
  for (const summary of cases) conforms(CaseSummary, summary);
  expect(list.text).not.toContain('withdrawn');
  const shown = await asked(`/v1/cases/${cases[0]!.id}`, { token });
  conforms(CaseDetail, JSON.parse(shown.text));
  const refused = [
    await asked('/v1/cases/999999', { token }),
    await asked('/v1/cases/zwelmorant', { token }),
    await asked('/v1/cases?limit=zwelmorant', { token }),
    await asked('/v1/cases?zwelmorant=1', { token }),
    await asked('/v1/cases?kind=hopping', { token }),
    await asked('/v1/cases', { token: s.tokens.register }),
    await asked('/v1/nothing', { token }),
    await asked('/metrics', { token }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 400, 400, 400, 403, 403, 404, 403]);
  for (const { text } of refused) conforms(ProblemSchema, JSON.parse(text));
});

test.each([
  'since=2016-12-31T23:59:60Z',
  'since=2016-02-30T00:00:00Z',
  'offset=1e30',
  'limit=1e30',
  'offset=9007199254740992',
  'since=2026-11-22',
  'limit=1001',
  'limit=0x2',
  'limit=1e1',
  'limit=%201',
  'limit=',
  'after=+1',
  'minScore=0x1',
])('cases by %s: the parameter is refused', async (query) => {
  const { status, text } = await asked(`/v1/cases?${query}`, { token: s.tokens.cases });
  expect([status, JSON.parse(text)]).toMatchObject([400, { code: 'PARAMETER_REFUSED' }]);
  expect(text).toContain(query.split('=')[0]);
});

test.each([
  [
    'state=open',
    'state: expected one of the parameters origin, kind, rule, minScore, name, since, gone, limit, after, ',
  ],
  ['kind=odd', 'kind: expected hopping, hopping-variant, lookalike, pattern'],
  ['origin=.test', 'origin: expected a domain name'],
  ['origin=', 'origin: expected a domain name'],
  ['origin=test%00', 'origin: expected a domain name'],
  ['name=%00', 'name: expected no control characters'],
  ['name=a%0a', 'name: expected no control characters'],
])('cases by %s: it is said what is expected', async (query, expected) => {
  const { status, text } = await asked(`/v1/cases?${query}`, { token: s.tokens.cases });
  expect([status, JSON.parse(text)]).toMatchObject([400, { code: 'PARAMETER_REFUSED' }]);
  expect((JSON.parse(text) as { detail: string }).detail).toContain(expected);
});

test('an origin is read as the command line reads it', async () => {
  for (const domain of ['mickey.test', 'mickey.xn--mnchen-3ya'])
    await register(s, { domain, registrant: { name: 'Mickey Mouse' } });
  const casesOf = async (origin: string) => {
    const { text } = await asked(`/v1/cases?limit=1000&name=mickey&origin=${origin}`, { token: s.tokens.cases });
    return (JSON.parse(text) as { cases: { name: string }[] }).cases.map(({ name }) => name);
  };
  for (const origin of ['test', 'TEST', 'test.']) expect(await casesOf(origin)).toEqual(['mickey.test']);
  for (const origin of ['xn--mnchen-3ya', 'M%C3%BCnchen']) expect(await casesOf(origin)).toHaveLength(1);
  expect(await casesOf('.')).toEqual([]);
});

test('page by page by the last id: what meets the filter no more moves no other case', async () => {
  const pageAfter = async (after: number) => {
    const { text } = await asked(`/v1/cases?limit=2&after=${after}`, { token: s.tokens.cases });
    return (JSON.parse(text) as { cases: { id: number }[] }).cases.map(({ id }) => id);
  };
  const first = await pageAfter(0);
  const second = await pageAfter(first[1]!);
  expect([...first, ...second]).toEqual([1, 2, 3, 4]);
});

test.each(['0x1', '1e0', '%201', '1.0', '-1'])('the id %s is refused: an id is of plain digits', async (id) => {
  const { status, text } = await asked(`/v1/cases/${id}`, { token: s.tokens.cases });
  expect([status, JSON.parse(text)]).toMatchObject([
    400,
    { code: 'PARAMETER_REFUSED', detail: 'id: expected a whole number in digits' },
  ]);
});

test('the largest offset and id are taken', async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const asks = [`/v1/cases?offset=${most}`, `/v1/cases/${most}`, '/v1/cases/1e30'];
  const answers = await Promise.all(asks.map((path) => asked(path, { token: s.tokens.cases })));
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 400]);
});

test('health, readiness, and metrics by rule and stage', async () => {
  expect(JSON.parse((await asked('/healthz')).text)).toEqual({ status: 'ok' });
  expect(JSON.parse((await asked('/readyz')).text)).toMatchObject({
    status: 'ready',
    ruleset: expect.any(String) as string,
  });
  const { text } = await asked('/metrics', { token: s.tokens.all });
  expect(text).toMatch(/^zonesieve_reasons_total\{kind="finding",rule="name.false-identity"\} \d+$/m);
  expect(text).toMatch(/^zonesieve_stage_seconds_count\{stage="storing"\} \d+$/m);
});

test('no hopping string in an answer, a log or a metric, unless the token has the scope for it', async () => {
  const strings = readFileSync(HOPPING, 'utf8')
    .split('\n')
    .map((line) => line.trim().split('.')[0]!)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const hopping = strings[0]!;
  const record = { id: 'hop', domain: `${hopping}.test` };
  const plain = await register(s, record);
  const told = JSON.parse(plain.text) as Told;
  expect(told.reasons).toMatchObject([{ kind: 'watchlist' }, ...told.reasons.slice(1)]);
  expect(plain.text).not.toMatch(/hopping|hop-/);
  expect((JSON.parse((await register(s, record, s.tokens.lists)).text) as Told).reasons[0]).toMatchObject({
    kind: 'hopping',
  });
  const path = `/v1/cases/${told.caseId}`;
  const [masked, whole] = [await asked(path, { token: s.tokens.cases }), await asked(path, { token: s.tokens.lists })];
  conforms(CaseDetail, JSON.parse(masked.text));
  conforms(CaseDetail, JSON.parse(whole.text));
  expect(masked.text).not.toMatch(/"hopping|hop-|"target"/);
  expect(whole.text).toContain('"kind":"hopping"');
  const { rule } = told.reasons[0]!;
  const ofRule = async (id: string) => {
    const { status, text } = await asked(`/v1/cases?rule=${id}`, { token: s.tokens.cases });
    return status === 200 ? (JSON.parse(text) as { cases: { id: number }[] }).cases.map((one) => one.id) : status;
  };
  expect([await ofRule(rule), await ofRule(rule.replace('watch-', 'hop-'))]).toEqual([[told.caseId], 403]);
  // The registrant's own domain is told back; nothing else may have the string.
  const others = [...heard, (await asked('/metrics', { token: s.tokens.all })).text, ...s.log].map((text) =>
    text.replace(/"(?:domain|name|unicode)":"[^"]*"/g, ''),
  );
  for (const text of others) for (const secret of strings) expect(text.includes(secret)).toBe(false);
});
