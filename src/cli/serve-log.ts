// serve-log: the log of `zonesieve serve` on standard output. Whoever does not read it holds up no answer.
import { destination, pino } from 'pino';
import type { Logger } from 'pino';
import type { Config } from '../serve/config-schema.js';

/** What waits for a reader; more is dropped and counted. */
const MOST_WAITING_BYTES = 256 * 1024;

export function openServeLog(level: Config['log']['level']): Logger {
  const stdout = destination({ fd: 1, sync: false, maxLength: MOST_WAITING_BYTES });
  const log = pino({ level, base: null }, stdout);
  let lines = 0;
  stdout.on('drop', () => lines++);
  stdout.on('drain', () => {
    if (lines > 0) log.warn({ lines }, 'lines of the log were dropped: nobody read them');
    lines = 0;
  });
  return log;
}
