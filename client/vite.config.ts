import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // The contract is read as source, so no build of shared is needed before this one.
  resolve: { conditions: ['t1-source', ...defaultClientConditions] },
  build: {
    target: ['es2024', 'chrome125', 'firefox128', 'safari18'],
    outDir: 'dist',
    sourcemap: false,
    // The page may load only what the server itself sends: no inline script, no data: font or picture.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: server },
      '/rt': { target: server, ws: true },
    },
  },
});
