import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { ErrorCode } from '@t1/shared/errors';
import { audienceKey, visibleTo } from '@t1/shared/jurisdiction';
import { can } from '@t1/shared/roles';
import { LiveAuth, liveContract } from '@t1/shared/socket';
import { tokenIn } from '../identity/cookie.ts';
import { SessionsService } from '../identity/sessions.service.ts';
import type { Settings } from '../platform/env.ts';
import { SETTINGS, isLoopback } from '../platform/env.ts';
import type { T1Socket } from './live-socket.ts';

/** Refuses a handshake; socket.io hands `data` to the screen with its `connect_error`. */
class HandshakeRefused extends Error {
  readonly data: { readonly code: ErrorCode };

  constructor(code: ErrorCode) {
    super(code);
    this.data = { code };
  }
}

/** Who may open the live channel: pages of the room itself, with a session that may read. */
@Injectable()
export class Handshake {
  private readonly sessions: SessionsService;
  private readonly settings: Settings;

  constructor(sessions: SessionsService, @Inject(SETTINGS) settings: Settings) {
    this.sessions = sessions;
    this.settings = settings;
  }

  /**
   * True when the page that asks is the room's own. A websocket is not held back by CORS: this list is
   * what keeps a page of another site from listening with an officer's cookie.
   */
  allowsOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return false;
    if (this.settings.allowedOrigins.includes(origin)) return true;
    if (host === undefined || !isLoopback(hostName(host))) return false;
    return origin === `http://${host}`;
  }

  /** Reads session and scope from the database as they are now, never from the cursor. */
  async admit(socket: T1Socket): Promise<void> {
    const auth = LiveAuth.safeParse(socket.handshake.auth);
    const token = tokenIn(socket.handshake.headers.cookie, this.settings);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (session === undefined) throw new HandshakeRefused('unauthenticated');
    if (!can(session.actor, 'live:read')) throw new HandshakeRefused('forbidden');
    socket.data.session = session;
    socket.data.scope = visibleTo(session.actor);
    socket.data.audience = audienceKey(socket.data.scope);
    socket.data.speaksContract = auth.success && auth.data.contract === liveContract;
    if (auth.success && auth.data.cursor !== undefined) socket.data.cursor = auth.data.cursor;
  }
}

function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':', 1)[0] ?? '');
}
