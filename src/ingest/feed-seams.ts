// feed-seams: cuts a feed into pieces between records, as its framer finds them; a record without end is given up.
import type { WireError } from '../base/errors.js';
import type { FeedPiece } from '../base/feed.js';
import { FRAME_NUMBERS } from '../base/feed.js';
import type { Framed, Framer } from './framer.js';
import type { Cut, Seams } from './pieces.js';

export class FeedSeams implements Seams<FeedPiece> {
  constructor(
    private readonly file: string,
    private readonly framer: Framer,
    private readonly framed: Framed,
    private readonly mostRecordBytes: number,
  ) {}

  cut(bytes: Uint8Array, offset: number): Cut<FeedPiece> {
    this.framer.frame(bytes, offset, false);
    if (this.framer.keptFrom === offset && bytes.length > this.mostRecordBytes) {
      this.framer.giveUp(bytes, offset);
      this.framer.frame(bytes, offset, false);
    }
    const next = this.framer.keptFrom - offset;
    return { piece: this.framed.isEmpty ? null : this.piece(bytes.subarray(0, next), offset, false, null), next };
  }

  rest(bytes: Uint8Array, offset: number, failure: WireError | null): FeedPiece {
    this.framer.frame(bytes, offset, failure === null);
    return this.piece(bytes, offset, true, failure);
  }

  private piece(bytes: Uint8Array, offset: number, isLast: boolean, failure: WireError | null): FeedPiece {
    const { marks } = this.framer;
    const found = this.framed.takeOut(offset, FRAME_NUMBERS + marks);
    return { file: this.file, offset, bytes, ...found, marks, isLast, failure };
  }
}
