import { Controller, Inject, Res } from '@nestjs/common';
import type { InputOf } from '@t1/shared/endpoint';
import { permissionsOf } from '@t1/shared/roles';
import type { Actor } from '@t1/shared/roles';
import type { SessionView } from '@t1/shared/sessions';
import { signIn, signOut, whoAmI } from '@t1/shared/sessions';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.ts';
import type { Settings } from '../platform/env.ts';
import { SETTINGS } from '../platform/env.ts';
import { cookieName, cookieOptions } from './cookie.ts';
import { CurrentSession, Door, Input } from './door.decorator.ts';
import type { OpenSession } from './sessions.service.ts';
import { SessionsService } from './sessions.service.ts';

type Named = { id: string; nameAr: string; nameEn: string };

@Controller()
export class SessionController {
  private readonly sessions: SessionsService;
  private readonly database: DataSource;
  private readonly clock: Clock;
  private readonly settings: Settings;

  constructor(
    sessions: SessionsService,
    database: DataSource,
    clock: Clock,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  @Door(signIn)
  async signIn(
    @Input() input: InputOf<typeof signIn>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionView> {
    const { token, session } = await this.sessions.open(input.username, input.password);
    response.cookie(cookieName(this.settings), token, {
      ...cookieOptions(this.settings),
      expires: session.expiresAt,
    });
    return this.view(session);
  }

  @Door(whoAmI)
  whoAmI(@CurrentSession() session: OpenSession): Promise<SessionView> {
    return this.view(session);
  }

  @Door(signOut)
  async signOut(
    @CurrentSession() session: OpenSession,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.close(session.key);
    response.clearCookie(cookieName(this.settings), cookieOptions(this.settings));
  }

  private async view({ actor, expiresAt }: OpenSession): Promise<SessionView> {
    const ministry = await this.named('ministry', actor.ministryId);
    const directorate = await this.named('directorate', actor.directorateId);
    return {
      user: { id: actor.id, username: actor.username, nameAr: actor.nameAr, nameEn: actor.nameEn },
      role: actor.role,
      ...(ministry === undefined ? {} : { ministry }),
      ...(directorate === undefined ? {} : { directorate }),
      permissions: [...permissionsOf(actor.role)],
      exercise: this.settings.exercise,
      expiresAt: expiresAt.toISOString(),
      serverNow: this.clock.now().toISOString(),
    };
  }

  private async named(
    table: 'ministry' | 'directorate',
    id: Actor['ministryId'],
  ): Promise<Named | undefined> {
    if (id === undefined) return undefined;
    const rows: Named[] = await this.database.query(
      `select id, name_ar as "nameAr", name_en as "nameEn" from ${table} where id = $1`,
      [id],
    );
    return rows[0];
  }
}
