// vitest.long.config: `npm run test:long`: the same tests with far more inputs and kills.
import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

export default mergeConfig(
  base,
  defineConfig({
    test: {
      env: { ZONESIEVE_LONG: '1' },
      testTimeout: 1_800_000,
      include: ['property', 'crash', 'cases', 'serve', 'broker'].map((folder) => `test/${folder}/**/*.test.ts`),
    },
  }),
);
