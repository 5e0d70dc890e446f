// vitest.config: `npm test`. Workers and the kernel run compiled, so the build comes first (test/build.ts).
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Kill tests mostly wait for leases to end: three keep two cores busy.
    maxWorkers: 3,
    reporters: ['default'],
  },
});
