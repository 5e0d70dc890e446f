// index: what the host may call. Addresses come from layout, everything else from the file that owns it.
import * as batch from './batch';
import * as state from './state';
import * as progress from './progress';
import { resetScan } from './scan';
import { fillPowers } from './hash';
import { fillTypes } from './tokens';

export {
  apexAt, candidatesAt, foldAt, gramsAt, joinedAt, joinedStartsAt, inputAt, inputBytes, labelStartsAt, labelsAt, latinReadsAt, originAt, suffixOfAt, suffixStartsAt, suffixesAt,
  tablesAt,
} from './layout';
import { BASE, LABEL, SUFFIX } from './layout';
import { setOwner } from './owner';
export { keepOwner } from './owner';
export { addExact, addFar, addForm, addGram, addNear, beginTable, tableBytes } from './tables';
export { probeAmong } from './among';
export { probedTo } from './candidates';
export { labelsHolding } from './grams';
export { probeExact } from './probe';
export { fillMasks, reachBytes, useReach } from './reach';
export { probeLookalikes, probeReading, useLookalikes } from './lookalike';
export { stampBytes } from './seen';
export { recover, restoreOwner, scan } from './scan';
export { sipHash53, useHashKey } from './siphash';

// The compiler's data must not reach into the regions of layout.ts.
if (__heap_base > BASE) unreachable();
fillTypes();
fillPowers();

/** The origin's and the apex's text stand at `originAt` and `apexAt`. */
export function begin(
  originKnown: bool, originLength: u32, originWire: u32, apexKnown: bool, apexLength: u32, lenient: bool,
): void {
  state.setOrigin(originKnown, originLength, originWire);
  state.setZone(apexKnown, apexLength, lenient);
  resetScan();
  batch.resetBatch();
}

/** The host wrote a name's label and suffix at `labelTextAt` and `suffixTextAt`. */
export function append(labelLength: u32, suffixLength: u32): void {
  setOwner(labelLength, suffixLength);
  batch.appendOwner();
}

export function labelTextAt(): usize { return LABEL; }
export function suffixTextAt(): usize { return SUFFIX; }
export function joinNames(): usize { return batch.joinNames(); }
export function clearBatch(): void { batch.clearBatch(); }
export function count(): u32 { return batch.count; }
export function position(): usize { return progress.position; }
export function eventAt(): usize { return progress.eventAt; }
export function eventEnd(): usize { return progress.eventEnd; }
export function lines(): u32 { return progress.lines; }
export function outOfZone(): u32 { return progress.outOfZone; }
export function fastRecords(): u32 { return progress.plainCount; }
export function originKnown(): bool { return state.originKnown; }
export function originLength(): u32 { return <u32>state.originLength; }
export function problemCode(): u32 { return state.problemCode; }
export function problemAt(): usize { return state.problemAt; }
