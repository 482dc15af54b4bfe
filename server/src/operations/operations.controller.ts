import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import { openApiDocument } from '@t1/shared/openapi';
import type { ReadinessView } from '@t1/shared/operations';
import { checkHealth, checkReadiness, readMetrics, readOpenApi } from '@t1/shared/operations';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { EventPump } from '../event-log/event-pump.ts';
import { Reactions } from '../event-log/reactions.ts';
import { Door } from '../identity/door.decorator.ts';
import type { Settings } from '../platform/env.ts';
import { SETTINGS } from '../platform/env.ts';
import { Refused } from '../platform/refused.ts';
import { Watchdog } from '../timers/watchdog.ts';
import { Metrics } from './metrics.ts';

/** The log is read at least twice a second; longer than this without success is a fault. */
const pumpLateMs = 5_000;

/** What those who run the room ask it. */
@Controller()
export class OperationsController {
  private readonly database: DataSource;
  private readonly pump: EventPump;
  private readonly reactions: Reactions;
  private readonly watchdog: Watchdog;
  private readonly metrics: Metrics;
  private readonly settings: Settings;
  private readonly openApi = openApiDocument();

  constructor(
    database: DataSource,
    pump: EventPump,
    reactions: Reactions,
    watchdog: Watchdog,
    metrics: Metrics,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.database = database;
    this.pump = pump;
    this.reactions = reactions;
    this.watchdog = watchdog;
    this.metrics = metrics;
    this.settings = settings;
  }

  @Door(checkHealth)
  health(): { ok: true } {
    return { ok: true };
  }

  @Door(checkReadiness)
  async readiness(@Res({ passthrough: true }) response: Response): Promise<ReadinessView> {
    const database = await this.database.query('select 1').then(
      () => ({ ready: true }),
      () => ({ ready: false, reason: 'the database does not answer' }),
    );
    const age = Math.round(this.pump.ageMs);
    const pump =
      age < pumpLateMs ? { ready: true } : { ready: false, reason: `the log was last read ${age} ms ago` };
    const failing = this.reactions.failing();
    const reactions =
      failing.length === 0 ? { ready: true } : { ready: false, reason: `failing: ${failing.join(', ')}` };
    const { late } = this.watchdog;
    const engine =
      late === undefined ? { ready: true } : { ready: false, reason: `escalation is ${late} ms late` };
    const parts = { database, pump, reactions, engine };
    const ready = Object.values(parts).every((part) => part.ready);
    if (!ready) response.status(503);
    return { ready, parts };
  }

  @Door(readMetrics)
  @Header('Content-Type', 'text/plain; version=0.0.4')
  async readMetrics(@Req() request: Request): Promise<string> {
    const address = request.socket.remoteAddress ?? '';
    const local =
      /^(127\.|::1$|::ffff:127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined;
    const { metricsToken } = this.settings;
    const byToken = metricsToken !== undefined && request.headers.authorization === `Bearer ${metricsToken}`;
    if (!local && !byToken) throw new Refused('not-found');
    return this.metrics.text();
  }

  @Door(readOpenApi)
  readOpenApi(): Record<string, unknown> {
    return this.openApi;
  }
}
