// faults: what was expected where a scanner found something else, in words (docs/master-file-dialect.md, "Faults").
import type { ProblemCode } from '../base/zone-scanner.js';

const EXPECTED: Readonly<Record<ProblemCode, string>> = {
  ZONE_BAD_OWNER: 'expected a domain name with labels of 1 to 63 octets, 255 octets in all',
  ZONE_BAD_ESCAPE: 'expected \\ and one character, or \\ and three digits up to 255',
  ZONE_NO_OWNER: 'expected an owner: the line begins with a blank, and no record stands before it',
  ZONE_NO_ORIGIN: 'expected an absolute name, or a $ORIGIN before it; or tell the zone with --origin',
  ZONE_BAD_TTL: 'expected one TTL, like 3600 or 1h30m',
  ZONE_BAD_CLASS: 'expected class IN, once',
  ZONE_UNKNOWN_TYPE: 'expected a record type, like NS or TYPE65534',
  ZONE_EXPECTED_RDATA: 'expected the name of a name server',
  ZONE_UNCLOSED_QUOTE: 'expected a closing quote',
  ZONE_UNCLOSED_PAREN: 'expected a closing parenthesis',
  ZONE_UNOPENED_PAREN: 'expected no closing parenthesis: none is open',
  ZONE_RECORD_TOO_LONG: 'expected the end of the record within 1,048,576 bytes',
  ZONE_UNKNOWN_DIRECTIVE: 'expected $ORIGIN, $TTL, $INCLUDE or $GENERATE',
  ZONE_BAD_DIRECTIVE: 'expected one valid argument and nothing after it',
};

export function expectedBy(code: ProblemCode): string {
  return EXPECTED[code];
}
