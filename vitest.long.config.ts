// vitest.long.config: `npm run test:long`: the same tests with far more inputs and kills, of those folders that have such.
import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

export default defineConfig({
  ...base,
  test: {
    ...base.test,
    env: { ZONESIEVE_LONG: '1' },
    testTimeout: 1_800_000,
    include: ['crash', 'ingest', 'lanes', 'property', 'screening', 'serve'].map(
      (folder) => `test/${folder}/**/*.test.ts`,
    ),
  },
});
