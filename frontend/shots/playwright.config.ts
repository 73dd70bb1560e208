import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

/** Takes the pictures of build/shots.sh; no part of the tests. */
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: 'shots.ts',
  globalSetup: undefined,
  outputDir: '../test-results/shots',
  workers: 2,
  timeout: 20 * 60_000,
  use: { ...base.use, trace: 'off' },
});
