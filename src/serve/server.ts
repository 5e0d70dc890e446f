// server: the hook and the API over HTTP: who may ask what, within which limits, and how errors look.
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { SieveError } from '../base/errors.js';
import * as schemas from './api-schemas.js';
import type { Backend } from './backend.js';
import { casesRoutes } from './cases-route.js';
import type { Config, Scope } from './config-schema.js';
import { ANYWHERE, problem } from './described.js';
import type { Metrics } from './metrics.js';
import type { Problem } from './problems.js';
import { PROBLEM_TYPE, problemOf, Refusal, refusal, RETRY_SOON } from './problems.js';
import { problemOfError, registrationsRoute } from './registrations-route.js';
import type { Bearer } from './tokens.js';
import { Tokens } from './tokens.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token the request has; nobody's on routes without a scope. */
    bearer: Bearer;
  }
  interface FastifyContextConfig {
    /** Routes without one are open. */
    scope?: Scope;
  }
}

export interface ServerOptions {
  readonly config: Pick<Config, 'tokens' | 'limits' | 'metricsListen'>;
  readonly backend: Backend;
  readonly metrics: Metrics;
  readonly version: string;
  /** A fault of ours; nothing of the request may be in what is logged. */
  readonly onFault: (error: unknown) => void;
}

const NOBODY: Bearer = { name: '-', scopes: new Set() };
/** How often connections are looked at that are too slow, at the least. */
const MOST_BETWEEN_LOOKS_MS = 5_000;
/** A stream that is told that its time is over needs a moment for it. */
const STREAM_ENDS_MS = 1_000;

export async function openServer({
  config,
  backend,
  metrics,
  version,
  onFault,
}: ServerOptions): Promise<FastifyInstance> {
  const { limits } = config;
  const answering = new Answering();
  const server = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    requestTimeout: limits.requestMs + STREAM_ENDS_MS,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: {
      headersTimeout: Math.min(limits.headersMs, limits.requestMs),
      connectionsCheckingInterval: Math.min(MOST_BETWEEN_LOOKS_MS, limits.headersMs, limits.requestMs),
    },
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false } },
    ...answering.options,
  });
  server.server.maxConnections = limits.connections;
  // Who has sent all may close that side, and is answered. Node has it without documentation, from 0.6 on.
  Object.assign(server.server, { httpAllowHalfOpen: true });
  server.decorateRequest('bearer', null as unknown as Bearer);
  for (const schema of Object.values(schemas))
    if (typeof schema === 'object' && '$id' in schema) server.addSchema(schema);
  await server.register(swagger, {
    openapi: describing(version),
    refResolver: { buildLocalReference: ({ $id }) => $id as string },
  });
  const tokens = new Tokens(config.tokens);
  answering.answerFor(server, onFault);
  server.addHook('onRequest', (request, _reply, done) => {
    const { scope } = request.routeOptions.config;
    const bearer = scope === undefined ? NOBODY : tokens.bearerOf(request.headers.authorization);
    request.bearer = bearer ?? NOBODY;
    if (bearer === null) done(refusal(401, 'UNAUTHENTICATED', 'expected a bearer token that is known', CHALLENGE));
    else if (scope !== undefined && !bearer.scopes.has(scope))
      done(refusal(403, 'SCOPE_MISSING', `this needs a token with the scope ${scope}`));
    else done();
  });
  await server.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    addHeadersOnExceeding: NO_HEADERS,
    addHeaders: { ...NO_HEADERS, 'retry-after': false },
  });
  const perToken = server.createRateLimit({
    max: limits.requestsPerMinute,
    keyGenerator: (request) => request.bearer.name,
  });
  server.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.scope === undefined) return;
    const { isAllowed, ...limit } = await perToken(request);
    if (isAllowed || !('ttlInSeconds' in limit) || !limit.isExceeded) return;
    const after = { 'retry-after': String(limit.ttlInSeconds) };
    throw refusal(429, 'RATE_LIMITED', `expected at most ${limits.requestsPerMinute} requests a minute`, after);
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.answered(request.routeOptions.url ?? 'none', request.bearer.name, reply.statusCode);
    done();
  });
  registrationsRoute(server, backend, config);
  casesRoutes(server, backend);
  healthRoutes(server, backend);
  if (config.metricsListen === undefined) metricsRoute(server, metrics, 'metrics');
  server.get('/openapi.json', { schema: { summary: 'This document.', hide: true } }, () => server.swagger());
  await server.ready();
  return server;
}

/** /metrics for whoever reaches it. */
export async function openMetricsServer(metrics: Metrics, onFault: ServerOptions['onFault']): Promise<FastifyInstance> {
  const answering = new Answering();
  const server = fastify({ logger: false, connectionTimeout: 10_000, requestTimeout: 10_000, ...answering.options });
  answering.answerFor(server, onFault);
  // What is sent to nobody is not read.
  server.removeAllContentTypeParsers();
  metricsRoute(server, metrics);
  await server.ready();
  return server;
}

/** Answers what is there. Nobody else ends, once it closes, a connection whose request never comes: after `mostMs` it is cut. */
export async function closeServer(server: FastifyInstance, mostMs: number): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), mostMs);
  try {
    await server.close();
  } finally {
    clearTimeout(timer);
  }
}

const CHALLENGE = { 'www-authenticate': 'Bearer' };
const NO_HEADERS = { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false };

function healthRoutes(server: FastifyInstance, backend: Backend): void {
  const health = { summary: 'The process lives.', response: { 200: schemas.Health, ...ANYWHERE } };
  server.get('/healthz', { schema: health }, () => ({ status: 'ok' }));
  const readiness = {
    summary: 'It can judge and store; 503 where not, with the code. `broker` tells of the other door.',
    response: {
      200: schemas.Readiness,
      ...ANYWHERE,
      503: problem('It cannot judge or store now; `Retry-After` says when to ask.'),
    },
  };
  server.get('/readyz', { schema: readiness }, async (_request, reply) => {
    const error = backend.unready();
    if (error !== null) return sendProblem(reply, problemOf(503, error.code, 'it cannot answer now'), RETRY_SOON);
    const broker = backend.broker();
    return { status: 'ready', ...backend.hook.versions, ...(broker === null ? {} : { broker }) };
  });
}

function metricsRoute(server: FastifyInstance, { registry }: Metrics, scope?: Scope): void {
  const options = { ...(scope && { config: { scope } }), schema: { summary: 'For Prometheus.', hide: true } };
  server.get('/metrics', options, async (_request, reply) => {
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
}

function sendFailure(reply: FastifyReply, error: unknown, onFault: (error: unknown) => void): FastifyReply {
  if (error instanceof Refusal) return sendProblem(reply, error.problem, error.headers);
  const problem = problemOfFailure(error, onFault, parametersOf(reply));
  return sendProblem(reply, problem, problem.status === 503 ? RETRY_SOON : {});
}

function parametersOf({ request }: FastifyReply): readonly string[] {
  const { querystring } = request.routeOptions.schema ?? {};
  return Object.keys((querystring as { properties?: object } | undefined)?.properties ?? {});
}

function problemOfFailure(
  error: unknown,
  onFault: (error: unknown) => void,
  parameters: readonly string[] = [],
): Problem {
  if (error instanceof SieveError) return problemOfError(error);
  const { code, statusCode, validation } = error as FastifyError;
  if (validation !== undefined) return problemOf(400, 'PARAMETER_REFUSED', parameterFault(validation, parameters));
  const known = KNOWN[code];
  if (known !== undefined) return problemOf(...known);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return problemOf(statusCode, 'REQUEST_REFUSED', 'the request is not one that is understood');
  if (HUNG_UP.has(code)) return problemOf(400, 'REQUEST_CUT', 'the client hung up before the end');
  onFault(error);
  return problemOf(500, 'UNEXPECTED', 'this is a fault of zonesieve; its log says where');
}

const HUNG_UP: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'ECONNABORTED', 'EPIPE']);

const KNOWN: Readonly<Record<string, readonly [number, string, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'CONTENT_TYPE', 'expected application/json or application/x-ndjson'],
};

/** Names the parameter, and says nothing of its value. */
function parameterFault([fault]: NonNullable<FastifyError['validation']>, known: readonly string[]): string {
  const { keyword, instancePath, message, params } = fault!;
  if (keyword === 'additionalProperties')
    return `${nameOf(params['additionalProperty'])}: expected one of the parameters ${known.join(', ')}`;
  const name = nameOf(instancePath.slice(1));
  if (keyword === 'enum') return `${name}: expected ${(params['allowedValues'] as string[]).join(', ')}`;
  return `${name}: ${message ?? 'not as expected'}`;
}

function nameOf(parameter: unknown): string {
  return typeof parameter === 'string' && /^\w{1,40}$/.test(parameter) ? parameter : 'a parameter';
}

function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply
    .code(problem.status)
    .headers(headers)
    .serializer((text: unknown) => text as string)
    .header('content-type', PROBLEM_TYPE)
    .send(JSON.stringify(problem));
}

/** Whatever fails is a problem. It knows which answer a connection is at: nothing may be written into the middle of it. */
class Answering {
  private readonly answers = new WeakMap<Socket, ServerResponse>();

  readonly options = {
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => this.badRequest(error, socket),
    frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) =>
      void sendProblem(
        reply,
        problemOfFailure(error, () => {}),
      ),
  };

  /** Before any other hook. */
  answerFor(server: FastifyInstance, onFault: ServerOptions['onFault']): void {
    server.addHook('onRequest', (request, reply, done) => {
      this.answers.set(request.raw.socket, reply.raw);
      done();
    });
    server.setErrorHandler((error, _request, reply) => sendFailure(reply, error, onFault));
    server.setNotFoundHandler((_request, reply) =>
      sendProblem(reply, problemOf(404, 'NOT_FOUND', 'there is nothing here')),
    );
  }

  /** What is no HTTP, or comes too slowly. */
  private badRequest(error: NodeJS.ErrnoException, socket: Socket): void {
    const answer = this.answers.get(socket);
    const isWithin = answer?.headersSent === true && !answer.writableFinished;
    if (error.code === 'ECONNRESET' || !socket.writable || isWithin) socket.destroy();
    else answerBadRequest(error, socket);
  }
}

function answerBadRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  const problem =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? problemOf(408, 'REQUEST_TIMEOUT', 'the request did not come in time')
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? problemOf(431, 'HEADERS_TOO_LARGE', 'the headers are too large')
        : problemOf(400, 'NOT_HTTP', 'expected HTTP/1.1');
  const body = JSON.stringify(problem);
  const head = `HTTP/1.1 ${problem.status} ${problem.title}\r\nconnection: close\r\ncontent-type: ${PROBLEM_TYPE}`;
  socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function describing(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'zonesieve',
      version,
      description: 'Judges registrations of domain names while the registrar waits.',
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } as const } },
  };
}
