// packed: a plain value as bytes in shared memory: to hand it to one more thread costs nothing, and the thread unpacks it.
import { deserialize, serialize } from 'node:v8';

export function packed(value: unknown): Uint8Array {
  const bytes = serialize(value);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

export function unpacked<T>(bytes: Uint8Array): T {
  return deserialize(bytes) as T;
}
