// broker-config: the keys of `broker` in the configuration file, with their meaning, unit and default.
import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';

/** What a token of a subject and a name of a stream or consumer may not hold. */
const NAME = '^[^\\s.*>/\\\\]+$';
const SUBJECT = '^[^\\s.>]+(\\.[^\\s.>]+)*(\\.>)?$';
/** Without wildcards: something is published there. */
export const PLAIN_SUBJECT = '^[^\\s.*>]+(\\.[^\\s.*>]+)*$';

export const BrokerSchema = Type.Object(
  {
    servers: Type.Array(Type.String({ minLength: 1 }), {
      description: 'NATS servers, such as `127.0.0.1:4222`; `tls://` where they speak TLS',
      minItems: 1,
    }),
    stream: Type.String({ description: 'the JetStream stream that holds the registrations', pattern: NAME }),
    subject: Type.String({ description: 'where in it they are published; `*` and `>` as in NATS', pattern: SUBJECT }),
    durable: Type.String({
      description:
        'names the consumer for good; of the instances on a store with the same one, one takes messages at a time',
      pattern: NAME,
      default: 'zonesieve',
    }),
    deadLetter: Type.String({
      description: 'where records go that cannot be judged; a stream must hold it, and `subject` must not',
      pattern: PLAIN_SUBJECT,
    }),
    // From the third delivery on messages are taken one at a time, so that only the one at fault is delivered more often.
    maxDeliver: Type.Integer({
      description:
        'deliveries without an acknowledgement, after which a record is a dead letter untried; attempts at one that fails by itself',
      minimum: 3,
      maximum: 1_000,
      default: 5,
    }),
    maxAckPending: Type.Integer({
      description: 'registrations under way at a time; not more than `limits.waiting`',
      minimum: 1,
      maximum: 100_000,
      default: 1_000,
    }),
    ackWaitMs: Type.Integer({
      description: 'milliseconds until what was under way with a process that ended is delivered again',
      minimum: 1_000,
      maximum: 3_600_000,
      default: 30_000,
    }),
    create: Type.Boolean({
      description: 'whether streams that are not there are made, on disk, for `subject` and `deadLetter`',
      default: false,
    }),
    credentials: Type.Optional(
      Type.Object(
        { file: Type.String({ description: 'a NATS `.creds` file; refused where others can read it', minLength: 1 }) },
        { additionalProperties: false, description: 'as whom the server knows this instance; without any, as nobody' },
      ),
    ),
  },
  { additionalProperties: false, description: 'registrations from NATS JetStream, beside HTTP' },
);

export type BrokerConfig = Static<typeof BrokerSchema>;

/** With the text of the credentials. */
export interface BrokerSettings extends Omit<BrokerConfig, 'credentials'> {
  readonly credentials?: string;
}
