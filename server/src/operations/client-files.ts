import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { static as serveStatic } from 'express';
import helmet from 'helmet';

const clientDir = fileURLToPath(new URL('../../../client/dist/', import.meta.url));

/** Stands in index.html where each answer puts its own nonce. */
const noncePlaceholder = '__CSP_NONCE__';

const programPath = /^\/(api|rt|healthz|readyz|metrics)(\/|$)/;

/** Headers of everything that is no page: nothing may be kept, framed, guessed at or run. */
const programHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

interface Locals {
  nonce: string;
}

const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: [
        "'self'",
        (_, response) => `'nonce-${(response as Response<unknown, Locals>).locals.nonce}'`,
      ],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
});

/**
 * Serves the built screens and sets the headers of every answer: nothing from outside, no inline script, no
 * frame around the room.
 */
export function serveClient(app: NestExpressApplication): void {
  app.set('etag', false);
  app.use((request: Request, response: Response<unknown, Locals>, next: NextFunction) => {
    if (programPath.test(request.path)) {
      response.setHeaders(new Map(Object.entries(programHeaders)));
      next();
      return;
    }
    response.locals.nonce = randomBytes(16).toString('base64url');
    pageHeaders(request, response, next);
  });
  app.use(compression());
  const indexFile = join(clientDir, 'index.html');
  if (!existsSync(indexFile)) return;
  app.use('/assets', serveStatic(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use(serveStatic(clientDir, { index: false, maxAge: 0, etag: true }));
  app.use(async (request: Request, response: Response<unknown, Locals>, next: NextFunction) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || programPath.test(request.path) || request.path.includes('.')) {
      next();
      return;
    }
    // Read anew each time: after an upgrade of the screens the old page would ask for files that are gone.
    const index = await readFile(indexFile, 'utf8');
    response
      .setHeader('Cache-Control', 'no-store')
      .type('html')
      .send(index.replaceAll(noncePlaceholder, response.locals.nonce));
  });
}
