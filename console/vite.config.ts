import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run console` shows what is being written against the API of a Signet that runs here. */
const API = process.env['SIGNET_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: { outDir: '../dist/console', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  server: { proxy: { '/api': API, '/schemas': API } },
});
