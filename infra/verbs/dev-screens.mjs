// The vite server of `npm run dev`: the client's own configuration, with the calls and the live channel passed to the room's server.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../steps/house.mjs';

const client = join(root, 'client');
const vite = createRequire(join(client, 'package.json')).resolve('vite');
const { createServer } = await import(pathToFileURL(vite).href);

const target = `http://127.0.0.1:${process.env.PORT ?? 8080}`;
const server = await createServer({
  root: client,
  server: { host: '127.0.0.1', proxy: { '/api': { target }, '/rt': { target, ws: true } } },
});
await server.listen();
server.printUrls();
