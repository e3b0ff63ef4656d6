import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/night/**', '.tmp/**'],
    // Generous: a busy machine must not make a test fail.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    setupFiles: ['test/property-seed.ts'],
    // The engine is native and uses both cores by itself; forks keep one engine per process.
    pool: 'forks',
    maxWorkers: 2,
    // Two processes for all files: to load the program anew for each of them was a tenth of the time. A test that changes
    // what a process has only once (environment, mocks, signals) puts it back.
    isolate: false,
    reporters: ['default'],
  },
});
