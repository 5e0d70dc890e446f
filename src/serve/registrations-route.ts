// registrations-route: POST /v1/registrations: one object, an array, or a stream of lines; decisions come back in their order.
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from '@sinclair/typebox';
import { SieveError } from '../base/errors.js';
import { safeJson } from '../base/safe-json.js';
import { shownReasons } from '../base/shown-reasons.js';
import type { Arrival } from '../room.js';
import { Decision, ProblemSchema, Registration } from './api-schemas.js';
import type { Backend, HookAnswer } from './backend.js';
import type { Config } from './config-schema.js';
import { problem, REFUSED_BY_TOKEN } from './described.js';
import type { Problem } from './problems.js';
import { problemOf, Refusal, refusal, RETRY_SOON } from './problems.js';
import { hangUpAfter, streamBody } from './stream-body.js';
import type { Line } from './stream-lines.js';
import { streamLines } from './stream-lines.js';
import { wholeBody } from './whole-body.js';

export const NDJSON = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** By how it is to be read. */
type Body = { readonly whole: IncomingMessage } | { readonly lines: IncomingMessage };

export function registrationsRoute(
  server: FastifyInstance,
  backend: Backend,
  { limits }: Pick<Config, 'limits'>,
): void {
  // Bodies are not parsed here: the lanes do it. What is not named here is refused.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', (_request, whole, done) => done(null, { whole }));
  server.addContentTypeParser(NDJSON, (_request, lines, done) => done(null, { lines }));
  // More than may wait would be refused until nothing else is under way.
  const mostItems = Math.min(limits.arrayItems, limits.waiting);
  server.post(
    '/v1/registrations',
    {
      config: { scope: 'register' },
      onRequest: refuseEncoded,
      schema: SCHEMA,
      validatorCompiler: () => () => true,
      serializerCompiler: () => (text) => text as string,
    },
    async (request, reply) => {
      const seesLists = request.bearer.scopes.has('lists');
      const body = request.body as Body | undefined;
      if (body === undefined) throw refusal(400, 'BODY_MISSING', 'expected a registration');
      const arrival = backend.hook.arrival(request.bearer.name);
      const options = { ...limits, mostItems, arrival, seesLists };
      if ('lines' in body) return answerStream(backend, body.lines, reply, options);
      return answerBody(backend, body.whole, reply, options);
    },
  );
}

/** A body is read as it comes: nobody makes much of little here. */
function refuseEncoded({ headers }: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  const isPlain = encoding.toLowerCase() === 'identity';
  done(isPlain ? undefined : refusal(415, 'CONTENT_ENCODING', 'expected a body without an encoding'));
}

interface BodyOptions {
  readonly bodyBytes: number;
  readonly mostItems: number;
  readonly arrival: Arrival;
  readonly seesLists: boolean;
}

/** What came takes its room until it is judged, also where nobody waits for the answer any more. */
async function answerBody(
  backend: Backend,
  body: IncomingMessage,
  reply: FastifyReply,
  { bodyBytes, mostItems, arrival, seesLists }: BodyOptions,
): Promise<FastifyReply> {
  try {
    const answer = await answerTo(backend, await wholeBody(body, arrival, bodyBytes), { mostItems, seesLists });
    return reply.header('content-type', JSON_TYPE).send(answer);
  } finally {
    body.resume(); // what is refused is passed over
    arrival.end();
  }
}

async function answerTo(
  backend: Backend,
  body: Uint8Array,
  { mostItems, seesLists }: Pick<BodyOptions, 'mostItems' | 'seesLists'>,
): Promise<string> {
  const { isArray, records } = backend.requestRecords(body);
  if (records.length > mostItems)
    throw refusal(413, 'TOO_MANY_RECORDS', `expected an array of at most ${mostItems}; send less, or a stream`);
  const answers = await backend.hook.submit(records, { areCounted: true });
  if (isArray) return `[${answers.map((answer, index) => answerJson(answer, { index }, seesLists)).join(',')}]`;
  const [answer] = answers;
  if (answer!.kind !== 'decided') throw refusalOf(answer!);
  return answerJson(answer!, {}, seesLists);
}

interface StreamOptions {
  readonly recordBytes: number;
  readonly requestMs: number;
  readonly arrival: Arrival;
  readonly seesLists: boolean;
}

function answerStream(
  backend: Backend,
  request: IncomingMessage,
  reply: FastifyReply,
  options: StreamOptions,
): FastifyReply {
  const body = streamBody(request, backend.stopping, options.requestMs);
  hangUpAfter(reply.raw, request);
  const answers = Readable.from(streamedAnswers(backend, body, options), { objectMode: false });
  return reply.header('content-type', NDJSON).send(answers);
}

/** Registrations of one stream that are under way: others want to be answered too. */
const MOST_UNDER_WAY = 64;

/** As much as is read is answered: who does not read what comes back is read from no more. */
async function* streamedAnswers(
  backend: Backend,
  body: AsyncIterable<Buffer>,
  { recordBytes, arrival, seesLists }: StreamOptions,
): AsyncGenerator<string> {
  try {
    for await (const lines of streamLines(body, recordBytes, arrival)) {
      for (let at = 0; at < lines.length; at += MOST_UNDER_WAY) {
        yield await answersTo(backend, lines.slice(at, at + MOST_UNDER_WAY), recordBytes, seesLists);
      }
    }
  } catch (error) {
    // The status was sent long ago; what is missing after this line was not taken.
    yield `${safeJson(problemOfError(error))}\n`;
  } finally {
    arrival.end();
  }
}

async function answersTo(
  backend: Backend,
  lines: readonly Line[],
  mostBytes: number,
  seesLists: boolean,
): Promise<string> {
  const whole = lines.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
  const answers = await submitted(backend, whole);
  let next = 0;
  return lines
    .map(({ number, bytes }) => {
      if (bytes !== null) return `${answerJson(answers[next++]!, { line: number }, seesLists)}\n`;
      const detail = `expected a line of at most ${mostBytes} bytes`;
      return `${safeJson(problemOf(413, 'RECORD_TOO_LONG', detail, { line: number }))}\n`;
    })
    .join('');
}

/** A stream waits until there is room. */
async function submitted({ hook }: Backend, records: readonly Uint8Array[]): Promise<HookAnswer[]> {
  if (records.length === 0) return [];
  const bytes = records.reduce((sum, { length }) => sum + length, 0);
  while (!hook.hasRoom(records.length, bytes)) await hook.untilChanged();
  return hook.submit(records);
}

function answerJson(answer: HookAnswer, place: Partial<Problem>, seesLists: boolean): string {
  if (answer.kind !== 'decided') return safeJson({ ...problemOfAnswer(answer), ...place });
  const { decision } = answer;
  if (seesLists || decision.reasons.length === 0) return safeJson(decision);
  return safeJson({ ...decision, reasons: shownReasons(decision.reasons) });
}

function refusalOf(answer: Exclude<HookAnswer, { kind: 'decided' }>): Refusal {
  return new Refusal(problemOfAnswer(answer), answer.kind === 'failed' ? RETRY_SOON : {});
}

function problemOfAnswer(answer: Exclude<HookAnswer, { kind: 'decided' }>): Problem {
  switch (answer.kind) {
    case 'changed':
      return problemOf(
        409,
        'REGISTRATION_CHANGED',
        'this id came before with other content; a new message needs a new id',
      );
    case 'broken':
      return problemOf(
        answer.code === 'FEED_BAD_JSON' || answer.code === 'FEED_NOT_UTF8' ? 400 : 422,
        answer.code,
        answer.message,
        answer.path === '' ? {} : { field: answer.path },
      );
    case 'failed':
      return problemOf(503, answer.error.code, 'it was not stored; send it again');
  }
}

/** Of what the hook throws, or a stream that broke off. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (!(error instanceof SieveError)) return problemOf(500, 'UNEXPECTED', 'this is a fault of zonesieve');
  if (error.code === 'BODY_MALFORMED') return problemOf(400, error.code, error.message);
  if (error.code === 'HOOK_BUSY' || error.code === 'HOOK_CLOSED') return problemOf(503, error.code, error.message);
  return problemOf(503, error.code, 'the store does not answer');
}

const RegistrationRef = Type.Ref(Registration.$id!);
const DecisionRef = Type.Ref(Decision.$id!);
const ProblemRef = Type.Ref(ProblemSchema.$id!);

const SCHEMA = {
  summary: 'Judges registrations; the answer comes once the decision, its case and its trigger are stored.',
  description:
    'A repeat, known by its id, gets the decision of the first time. An array is answered with an array, a stream of lines with a stream of lines, in the same order, each item a decision or a problem.',
  security: [{ bearer: [] }],
  body: {
    content: {
      'application/json': { schema: Type.Union([RegistrationRef, Type.Array(RegistrationRef)]) },
      [NDJSON]: { schema: RegistrationRef },
    },
  },
  response: {
    200: {
      description: 'Judged and stored.',
      content: {
        'application/json': {
          schema: Type.Union([DecisionRef, Type.Array(Type.Union([DecisionRef, ProblemRef]))]),
        },
        [NDJSON]: { schema: Type.Union([DecisionRef, ProblemRef]) },
      },
    },
    400: problem('Not JSON.'),
    ...REFUSED_BY_TOKEN,
    408: problem('The request came too slowly.'),
    409: problem('The id came before with other content.'),
    413: problem('The body is too large, or an array has too many items.'),
    415: problem('Another content type, or an encoded body.'),
    422: problem('JSON, and no registration.'),
    503: problem('Too many registrations wait, the store is locked, or the hook stops; `Retry-After` says when.'),
  },
};
