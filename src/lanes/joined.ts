// joined: the reports of one file's parts, as if it had been read in one piece.
import type { WireError } from '../base/errors.js';
import type { SliceReport } from '../base/slice.js';

/** Counts lines from the file's start, and leaves out a name that ended the report before. */
export async function* joined(reports: AsyncIterable<SliceReport>): AsyncGenerator<SliceReport> {
  let lines = 0;
  let lastName: string | null = null;
  for await (const report of reports) {
    const placed = placedAfter(report, lines);
    yield report.firstName !== null && report.firstName === lastName ? withoutFirst(placed) : placed;
    lines += report.lines;
    lastName = report.lastName ?? lastName;
  }
}

function placedAfter(report: SliceReport, lines: number): SliceReport {
  const move = (error: WireError): WireError =>
    error.place.line === undefined ? error : { ...error, place: { ...error.place, line: error.place.line + lines } };
  return {
    ...report,
    faults: report.faults.map(move),
    failure: report.failure && move(report.failure),
    includes: report.includes.map((include) => ({ ...include, line: include.line + lines })),
  };
}

function withoutFirst(report: SliceReport): SliceReport {
  const text = report.text && report.text.subarray(report.text.indexOf(0x0a) + 1);
  return { ...report, names: report.names - 1, text, hits: report.hits.filter((hit) => hit.name !== report.firstName) };
}
