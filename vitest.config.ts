import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/night/**', '.tmp/**'],
    testTimeout: 60_000,
    hookTimeout: 180_000,
    setupFiles: ['test/property-seed.ts'],
    // The engine is native and uses both cores by itself; forks keep one engine per process.
    pool: 'forks',
    reporters: ['default'],
  },
});
