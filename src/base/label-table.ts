// label-table: the labels of a table in the kernel's format (src/kernel/assembly/tables.ts).

export type LabelTable = Uint8Array;

const HEADER_BYTES = 64;

/** The labels of an exact table, in entry order. */
export function labelsOf(table: LabelTable): string[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const words = view.getUint32(0, true) + view.getUint32(12, true);
  const slots = view.getUint32(4, true);
  const entries = view.getUint32(8, true);
  const offsets = HEADER_BYTES + (words + slots) * 8;
  const texts = offsets + (entries + 1) * 4;
  const startOf = (entry: number) => view.getUint32(offsets + entry * 4, true);
  const text = Buffer.from(table.buffer, table.byteOffset + texts, startOf(entries)).toString('latin1');
  return Array.from({ length: entries }, (_, entry) => text.slice(startOf(entry), startOf(entry + 1)));
}
