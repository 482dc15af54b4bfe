import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { can } from '@t1/shared/roles';
import type { Settings } from '../platform/env.ts';
import { SETTINGS } from '../platform/env.ts';
import { Refused } from '../platform/refused.ts';
import { tokenIn } from './cookie.ts';
import type { AdmittedRequest } from './door.decorator.ts';
import { doorOf } from './door.decorator.ts';
import { SessionsService } from './sessions.service.ts';

/**
 * Deny by default: a handler without a door is closed to everybody. A change must carry the header X-T1,
 * which no form or link of another page can set.
 */
@Injectable()
export class DoorGuard implements CanActivate {
  private readonly sessions: SessionsService;
  private readonly settings: Settings;

  constructor(sessions: SessionsService, @Inject(SETTINGS) settings: Settings) {
    this.sessions = sessions;
    this.settings = settings;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const door = doorOf(context);
    if (door === undefined) throw new Refused('forbidden');
    const request = context.switchToHttp().getRequest<AdmittedRequest>();
    if (door.method !== 'GET' && request.headers['x-t1'] !== '1') throw new Refused('missing-header');
    if (door.allow === 'everybody') return true;
    const token = tokenIn(request.headers.cookie, this.settings);
    const session = token === undefined ? undefined : await this.sessions.find(token);
    if (session === undefined) throw new Refused('unauthenticated');
    if (door.allow !== 'signed-in' && !can(session.actor, door.allow)) throw new Refused('forbidden');
    request.session = session;
    return true;
  }
}
