// stream-body: the body of a stream, until the client ends it, its time is over or the hook stops.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import type { Problem } from './problems.js';
import { problemOf, Refusal } from './problems.js';

const STOPPING = problemOf(503, 'HOOK_CLOSED', 'the hook is stopping; send what has no answer to the next one');
const TOO_LONG = problemOf(408, 'REQUEST_TIMEOUT', 'the stream takes too long; send what has no answer in another one');

/** Fails with a `Refusal` that says why nothing more is read. */
export function streamBody(body: IncomingMessage, stopping: AbortSignal, mostMs: number): AsyncIterable<Buffer> {
  const read = new PassThrough();
  const cut = (problem: Problem) => read.destroy(new Refusal(problem));
  const onStop = () => cut(STOPPING);
  const timer = setTimeout(() => cut(TOO_LONG), mostMs);
  stopping.addEventListener('abort', onStop);
  read.once('close', () => {
    clearTimeout(timer);
    stopping.removeEventListener('abort', onStop);
  });
  read.on('error', () => {}); // whoever reads it is told, and nobody may
  body.once('error', (error) => read.destroy(error));
  if (stopping.aborted) onStop();
  return body.pipe(read);
}

/** After an answer that did not wait for the end of the body. What still comes is passed over: a reset could take the answer with it. */
export function hangUpAfter(answer: ServerResponse, body: IncomingMessage): void {
  answer.once('finish', () => {
    if (body.complete) return;
    body.resume();
    body.socket.end();
  });
}
