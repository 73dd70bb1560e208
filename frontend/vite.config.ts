import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';

// The window shows customers' words, so nothing from outside may be loaded and
// no inline script may run. Only built pages carry the policy: Vite's dev
// server injects an inline script of its own.
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): PluginOption {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  // Relative, so that the same build works under Wails and under the preview.
  base: './',
  plugins: [react(), contentSecurityPolicy()],
  resolve: {
    alias: { '@texts': fileURLToPath(new URL('../app/texts', import.meta.url)) },
  },
  build: {
    target: ['chrome120', 'safari17'],
    // A font as data: URI would be refused by the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
  },
});
