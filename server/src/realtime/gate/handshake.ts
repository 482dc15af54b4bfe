import type { IncomingMessage } from 'node:http';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ErrorCode } from '@t1/shared/errors';
import { audienceKey, visibleTo } from '@t1/shared/jurisdiction';
import { can } from '@t1/shared/roles';
import { LiveAuth, liveContract } from '@t1/shared/socket';
import { tokenIn } from '../../identity/cookie.ts';
import type { OpenSession } from '../../identity/sessions.service.ts';
import { SessionsService } from '../../identity/sessions.service.ts';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS, isLoopback } from '../../platform/env.ts';
import type { T1Socket } from '../live-socket.ts';
import { ScreenCount } from './screen-count.ts';

/** Connections that may stand at the gate without having said who they are; then only those with a session come in. */
const strangersAtOnce = 500;

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
  private readonly count: ScreenCount;
  private readonly settings: Settings;
  private readonly logger = new Logger('Handshake');

  constructor(sessions: SessionsService, count: ScreenCount, @Inject(SETTINGS) settings: Settings) {
    this.sessions = sessions;
    this.count = count;
    this.settings = settings;
  }

  /** True when a connection may be opened beside those there are; a fault of the database opens none. */
  async allows(request: IncomingMessage, connections: number): Promise<boolean> {
    if (!this.allowsOrigin(request)) return false;
    if (connections - this.count.total < strangersAtOnce) return true;
    return (await this.sessionIn(request.headers.cookie).catch(() => undefined)) !== undefined;
  }

  /**
   * True when the page that asks is the room's own. A websocket is not held back by CORS: this list is
   * what keeps a page of another site from listening with an officer's cookie.
   */
  private allowsOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return false;
    if (this.settings.allowedOrigins.includes(origin)) return true;
    if (host === undefined || !isLoopback(hostName(host))) return false;
    return origin === `http://${host}`;
  }

  /** Reads session and scope from the database as they are now, never from the cursor. */
  async admit(socket: T1Socket): Promise<void> {
    const auth = LiveAuth.safeParse(socket.handshake.auth);
    const session = await this.sessionIn(socket.handshake.headers.cookie).catch((error: unknown) => {
      // What the database said is for the log: the one who asks may be anybody.
      this.logger.warn(`A session could not be looked up: ${String(error)}`);
      throw new HandshakeRefused('busy');
    });
    if (session === undefined) throw new HandshakeRefused('unauthenticated');
    if (!can(session.actor, 'live:read')) throw new HandshakeRefused('forbidden');
    const full = this.count.take(session.key, socket.conn);
    if (full !== undefined)
      throw new HandshakeRefused(full === 'process-full' ? 'busy' : 'too-many-requests');
    socket.data.session = session;
    socket.data.scope = visibleTo(session.actor);
    socket.data.audience = audienceKey(socket.data.scope);
    socket.data.speaksContract = auth.success && auth.data.contract === liveContract;
    if (auth.success && auth.data.cursor !== undefined) socket.data.cursor = auth.data.cursor;
  }

  private async sessionIn(cookies: string | undefined): Promise<OpenSession | undefined> {
    const token = tokenIn(cookies, this.settings);
    return token === undefined ? undefined : this.sessions.find(token);
  }
}

function hostName(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':', 1)[0] ?? '');
}
