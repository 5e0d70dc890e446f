// names-input: a list of names, as commands read it: where it comes from, and what is said of lines that are no names.
import type { SliceReport, ZoneSource } from '../base/slice.js';
import { MOST_FAULTS } from '../base/slice.js';
import { inspectFile } from '../ingest/compression.js';
import { STDIN } from '../ingest/inputs.js';
import { complain, complainOf, counted } from './output.js';
import type { Progress } from './progress.js';

export function namesSource(file: string): ZoneSource {
  const opened = file === STDIN ? ({ compression: 'none', bytes: null } as const) : inspectFile(file);
  return { file, ...opened, apex: null, origin: null, depth: 0 };
}

/** Says what was wrong with the lines of a file's reports, and fails where something was. */
export class NamesTold {
  private names = 0;
  private skipped = 0;

  /** `progress` gives way to what is said. */
  constructor(
    private readonly file: string,
    private readonly progress: Progress | null = null,
  ) {}

  tell({ faults, failure, names, skipped }: SliceReport): void {
    const first = faults.slice(0, Math.max(0, MOST_FAULTS - this.skipped));
    const errors = failure === null ? first : [...first, failure];
    if (errors.length > 0) this.progress?.clear();
    for (const error of errors) complainOf(error);
    if (failure !== null) process.exitCode = 1;
    this.names += names;
    this.skipped += skipped;
  }

  end(): void {
    this.progress?.clear();
    if (this.skipped === 0) return;
    complain(`${this.file}: ${counted(this.skipped, 'line')} skipped: expected a domain name on each`);
    if (this.names === 0) {
      complain('is it a zone file? `zonesieve names FILE | zonesieve match - …` matches the names of one');
    }
    process.exitCode = 1;
  }
}
