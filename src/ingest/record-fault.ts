// record-fault: why a record of a feed is set aside. What it says is ours; it quotes nothing of the record.

export class RecordFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** From the record on, such as `registrant.email`; empty for the record itself. */
    readonly path: string = '',
  ) {
    super(message);
  }
}
