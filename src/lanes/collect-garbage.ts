// collect-garbage: what a thread does last. node-re2 frees a pattern when V8 collects it, and a thread that ends collects nothing:
// 2.3 KB a pattern stayed behind at each reload.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
