import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { AppModule } from './app.module.ts';
import { exercisePassword, loadExerciseAccounts } from './exercise/accounts.ts';
import { loadExerciseRosters } from './exercise/rosters.ts';
import { loadReference } from './migrations/load-reference.ts';
import { alone, migrate, ownerDataSource } from './migrations/migrate.ts';
import { serveClient } from './operations/client-files.ts';
import { appDatabaseUrl, refuseMightyLogin } from './platform/app-role.ts';
import type { Settings } from './platform/env.ts';
import { isLoopback } from './platform/env.ts';
import { ProblemFilter } from './platform/problem.filter.ts';
import { LiveAdapter } from './realtime/live-adapter.ts';

/** A room that is open. */
export interface Room {
  readonly url: string;
  /** The password of the exercise accounts, and whether this start made it. */
  readonly exercise?: { readonly password: string; readonly made: boolean };
  close(): Promise<void>;
}

/** What the log level of a room is: tests keep it quiet. */
export interface RoomOptions {
  readonly quiet?: boolean;
}

/**
 * Prepares the database, builds the house and opens it. The owner's connection is used for this moment
 * only; the running room has the rights of t1_app.
 */
export async function openRoom(settings: Settings, options: RoomOptions = {}): Promise<Room> {
  const logger = new ConsoleLogger('T1', {
    json: !settings.exercise,
    logLevels: options.quiet === true ? ['error', 'fatal'] : ['log', 'warn', 'error', 'fatal'],
  });
  const { appUrl, exercise } = await prepare(settings, (text) => logger.warn(text));
  const app = await NestFactory.create<NestExpressApplication>(AppModule.for(settings, appUrl), {
    logger: options.quiet === true ? ['error', 'fatal'] : ['warn', 'error', 'fatal'],
    bodyParser: false,
    // Whoever opens the room is told why it could not; Nest would end the process without a word of ours.
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  serveClient(app);
  app.useBodyParser('json', { limit: '64kb', strict: true });
  app.useGlobalFilters(new ProblemFilter());
  app.useWebSocketAdapter(new LiveAdapter(app));
  await app.listen(settings.port, settings.host);
  const { port } = app.getHttpServer().address() as AddressInfo;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return {
    url: `http://${host}:${port}`,
    ...(exercise === undefined ? {} : { exercise }),
    close: () => app.close(),
  };
}

async function prepare(
  settings: Settings,
  warn: (text: string) => void,
): Promise<{ appUrl: string; exercise?: { password: string; made: boolean } }> {
  refusePlainHttp(settings);
  const owner = await ownerDataSource(settings.ownerDatabaseUrl);
  try {
    await migrate(owner);
    await loadReference(owner);
    await refuseMovedClock(settings, owner);
    await refuseMixing(settings, owner);
    const appUrl = await alone(owner, () => appDatabaseUrl(settings, owner, warn));
    if (!settings.exercise) {
      await refuseMightyLogin(appUrl);
      return { appUrl };
    }
    const exercise = await exercisePassword(settings);
    await alone(owner, async () => {
      await loadExerciseAccounts(owner, exercise.password);
      await loadExerciseRosters(owner);
    });
    return { appUrl, exercise };
  } finally {
    await owner.destroy();
  }
}

/** Only a room that was told so runs on a clock that somebody moved. */
async function refuseMovedClock(settings: Settings, owner: DataSource): Promise<void> {
  const shifts: unknown[] = await owner.query('select 1 from clock_shift');
  if (shifts.length > 0 && !settings.testClock) {
    throw new Error(
      'The clock of this database was moved for a test. Empty clock_shift or set T1_TEST_CLOCK=1.',
    );
  }
}

/** An operational room never speaks plain HTTP beyond this machine. */
function refusePlainHttp(settings: Settings): void {
  if (settings.exercise || isLoopback(settings.host)) return;
  throw new Error(
    'Operational mode is refused: plain HTTP beyond this machine. Listen on 127.0.0.1 behind a TLS proxy.',
  );
}

/**
 * An exercise and real work never share a database: neither does an operational room open with exercise
 * accounts, nor does an exercise put its accounts, whose password many know, among real people and incidents.
 */
async function refuseMixing(settings: Settings, owner: DataSource): Promise<void> {
  const rows: unknown[] = await owner.query(
    `select 1 from app_user where exercise <> $1
     union all select 1 from incident where exercise <> $1 limit 1`,
    [settings.exercise],
  );
  if (rows.length === 0) return;
  throw new Error(
    settings.exercise
      ? 'The exercise is refused: this database holds people or incidents of an operational room. Use another database, or T1_MODE=operational.'
      : 'Operational mode is refused: this database holds exercise accounts or incidents. Use another database.',
  );
}
