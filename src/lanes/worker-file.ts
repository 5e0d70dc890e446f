// worker-file: where the compiled thread entries of workers/ are.

/** Also under vitest, where this file is read as TypeScript, the workers are the compiled ones. */
export function workerFile(kind: string): string {
  const file = `workers/${kind}.js`;
  const url = import.meta.url.endsWith('.ts')
    ? new URL(`../../dist/${file}`, import.meta.url)
    : new URL(`../../${file}`, import.meta.url);
  return url.href;
}
