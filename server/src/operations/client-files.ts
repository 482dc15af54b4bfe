import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { static as serveStatic } from 'express';
import helmet from 'helmet';

const clientDir = fileURLToPath(new URL('../../../client/dist/', import.meta.url));

/** Stands in index.html where each answer puts its own nonce. */
const noncePlaceholder = '__CSP_NONCE__';

interface Locals {
  nonce: string;
}

/**
 * Serves the built screens and sets the headers of every answer: nothing from outside, no inline script, no
 * frame around the room.
 */
export function serveClient(app: NestExpressApplication): void {
  app.use((_: Request, response: Response<unknown, Locals>, next: NextFunction) => {
    response.locals.nonce = randomBytes(16).toString('base64url');
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", (_, response) => `'nonce-${(response as Response<unknown, Locals>).locals.nonce}'`],
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
    }),
  );
  const indexFile = join(clientDir, 'index.html');
  if (!existsSync(indexFile)) return;
  const index = readFileSync(indexFile, 'utf8');
  app.use('/assets', serveStatic(join(clientDir, 'assets'), { immutable: true, maxAge: '1y', index: false }));
  app.use(serveStatic(clientDir, { index: false, maxAge: 0 }));
  app.use((request: Request, response: Response<unknown, Locals>, next: NextFunction) => {
    const isPage = request.method === 'GET' && !/^\/(api|rt|healthz|readyz|metrics)(\/|$)/.test(request.path);
    if (!isPage || request.path.includes('.')) {
      next();
      return;
    }
    response
      .setHeader('Cache-Control', 'no-store')
      .type('html')
      .send(index.replaceAll(noncePlaceholder, response.locals.nonce));
  });
}
