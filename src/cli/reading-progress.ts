// reading-progress: the progress line of what is read file after file: zones, lists of names.
import type { SliceReport, ZoneSource } from '../base/slice.js';
import { Progress } from './progress.js';

export class ReadingProgress extends Progress {
  private names = 0;
  private file = '';

  /** `isShown` says whether there is a line at all. */
  constructor(sources: readonly ZoneSource[], isShown: boolean) {
    super(totalBytes(sources), isShown);
  }

  /** A part of a file was read; its parts come one after another. */
  seen({ file }: ZoneSource, { to, names }: SliceReport): void {
    if (file !== this.file) this.nextFile();
    this.file = file;
    this.names += names;
    this.update(to.offset, this.names);
  }
}

/** Null where a file is packed or a pipe. */
function totalBytes(sources: readonly ZoneSource[]): number | null {
  const sizes = sources.map(({ bytes }) => bytes);
  return sizes.every((bytes) => bytes !== null) ? sizes.reduce((sum, bytes) => sum + bytes, 0) : null;
}
