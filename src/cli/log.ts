// log: pino to stderr. Only codes, counts, places and rule ids are ever logged; names and list strings are redacted.
import { destination, levels, pino } from 'pino';
import type { Logger } from 'pino';
import { SieveError } from '../base/errors.js';

/** Keys under which a name, a list string or a registrant's data could travel, at any of the first depths. */
const SECRET_KEYS = [
  'name',
  'unicode',
  'target',
  'label',
  'normalised',
  'string',
  'strings',
  'entry',
  'line',
  'registrant',
];

/** What a person must know stands on stderr in words; the log is for machines that ask for it. */
const DEFAULT_LEVEL = 'error';

export type { Logger };

/** Level from `ZONESIEVE_LOG_LEVEL`. */
export function openLog(env: NodeJS.ProcessEnv = process.env): Logger {
  const level = env['ZONESIEVE_LOG_LEVEL'] || DEFAULT_LEVEL;
  const known = [...Object.keys(levels.values), 'silent'];
  if (!known.includes(level))
    throw new SieveError('USAGE', `expected ZONESIEVE_LOG_LEVEL to be one of ${known.join(', ')}`);
  return pino(
    {
      level,
      base: null,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    },
    destination({ fd: 2, sync: true }),
  );
}
