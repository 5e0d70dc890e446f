// reject-line: a record that was set aside → its line in the reject file. Never the record: that may name a hopping string.
import type { FeedReject } from '../base/feed.js';

/** With its line feed. `offset` and `bytes` count in the unpacked input: `tail -c +$((offset+1)) | head -c $bytes`. */
export function rejectLine({ file, line, offset, path, code, message, bytes, records }: FeedReject): string {
  const many = records === 1 ? {} : { records };
  return `${JSON.stringify({ file, line, offset, bytes, path, code, message, ...many })}\n`;
}
