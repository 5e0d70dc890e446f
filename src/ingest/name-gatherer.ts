// name-gatherer: names of any depth → batches that have each name once for every label that may be the registered one.
import type { NameBatch } from '../base/name-batch.js';
import { BATCH_LABEL_BYTES, BATCH_NAMES, BATCH_SUFFIX_BYTES } from '../base/name-batch.js';
import { registrableLabels } from '../base/registered.js';
import type { ScanStart } from '../base/zone-scanner.js';

/** Where names are gathered: the kernel, or its plain twin. */
export interface NameSink {
  /** Forgets everything, also the name found last, which may be another list's. */
  begin(start: ScanStart): void;
  append(label: string, suffix: string): void;
  readonly batch: NameBatch;
  readonly count: number;
  clearBatch(): void;
}

/** Room that a name may take in a batch: bytes, and entries, of which it has one for each label. */
const MOST_PER_NAME = 1280;
const MOST_LABELS = 127;

export class NameGatherer {
  private lastName: string | null = null;
  private whole: string[] = [];
  private lefts: number[] = [];
  private labelBytes = 0;
  private suffixBytes = 0;

  constructor(
    private readonly sink: NameSink,
    private readonly take: (batch: NameBatch) => void,
  ) {
    sink.begin({ origin: null, apex: null, lenient: false });
  }

  /**
   * A name in A-label form, lower case; false when it equals the one before, which is enough. All its labels come in one batch.
   */
  add(name: string): boolean {
    if (name === this.lastName) return false;
    this.lastName = name;
    if (!this.hasRoom()) this.flush();
    const added = new Set<string>();
    for (const { label, left } of registrableLabels(name)) {
      if (added.has(label)) continue;
      added.add(label);
      this.sink.append(label, name);
      this.whole.push(name);
      this.lefts.push(left);
      this.labelBytes += label.length + 1;
    }
    this.suffixBytes += name.length;
    return true;
  }

  /** Gives out what is there. */
  flush(): void {
    if (this.sink.count > 0) this.take({ ...this.sink.batch, names: this.whole, lefts: this.lefts });
    this.sink.clearBatch();
    this.whole = [];
    this.lefts = [];
    this.labelBytes = 0;
    this.suffixBytes = 0;
  }

  private hasRoom(): boolean {
    return (
      this.sink.count <= BATCH_NAMES - MOST_LABELS &&
      this.labelBytes < BATCH_LABEL_BYTES - MOST_PER_NAME &&
      this.suffixBytes < BATCH_SUFFIX_BYTES - MOST_PER_NAME
    );
  }
}
