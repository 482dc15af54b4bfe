import { resolve } from 'node:path';
import { z } from 'zod';

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.string().min(1),
  T1_APP_DATABASE_URL: z.string().optional(),
  T1_DATA_DIR: z.string().default('.t1'),
  T1_MODE: z.enum(['exercise', 'operational']).default('exercise'),
  T1_EXERCISE_PASSWORD: z.string().min(8).optional(),
  T1_EXERCISE_SCENARIO: z.enum(['on', 'off']).default('on'),
  T1_ALLOWED_ORIGINS: z.string().default(''),
  T1_TEST_CLOCK: z.enum(['0', '1']).default('0'),
  T1_METRICS_TOKEN: z.string().min(16).optional(),
  T1_SCREENS_PER_SESSION: z.coerce.number().int().min(1).optional(),
});

/** How this process was told to run. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Connection of the owner: migrations and reference data only. */
  readonly ownerDatabaseUrl: string;
  /** Connection of the running room, when the operator made the login; otherwise it is made at start. */
  readonly appDatabaseUrl?: string;
  readonly dataDir: string;
  readonly exercise: boolean;
  readonly exercisePassword?: string;
  readonly exerciseScenario: boolean;
  /** Origins allowed on the live channel beside the room's own. */
  readonly allowedOrigins: readonly string[];
  readonly testClock: boolean;
  readonly metricsToken?: string;
  /**
   * Screens one session may have open at once. In an exercise many watch through one account, and load is
   * tried out; at work a person has a few.
   */
  readonly screensPerSession: number;
}

const screensOf = { exercise: 10_000, operational: 10 } as const;

export const SETTINGS = Symbol('settings');

/** Reads the environment; throws one readable error that names every wrong variable. */
export function readSettings(env: Record<string, string | undefined> = process.env): Settings {
  const value = parsed(Environment, env);
  const exercise = value.T1_MODE === 'exercise';
  if (!exercise && value.T1_TEST_CLOCK === '1') {
    throw new Error('T1_TEST_CLOCK=1 is refused in operational mode.');
  }
  return {
    port: value.PORT,
    host: value.HOST,
    ownerDatabaseUrl: value.DATABASE_URL,
    ...(value.T1_APP_DATABASE_URL === undefined ? {} : { appDatabaseUrl: value.T1_APP_DATABASE_URL }),
    dataDir: resolve(value.T1_DATA_DIR),
    exercise,
    ...(value.T1_EXERCISE_PASSWORD === undefined ? {} : { exercisePassword: value.T1_EXERCISE_PASSWORD }),
    exerciseScenario: exercise && value.T1_EXERCISE_SCENARIO === 'on',
    allowedOrigins: value.T1_ALLOWED_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
    testClock: value.T1_TEST_CLOCK === '1',
    ...(value.T1_METRICS_TOKEN === undefined ? {} : { metricsToken: value.T1_METRICS_TOKEN }),
    screensPerSession: value.T1_SCREENS_PER_SESSION ?? screensOf[value.T1_MODE],
  };
}

const CommandEnvironment = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  DATABASE_URL: z.string().min(1).optional(),
  T1_DATA_DIR: z.string().default('.t1'),
  T1_EXERCISE_PASSWORD: z.string().optional(),
  T1_ADMIN_PASSWORD: z.string().optional(),
});

/** What the commands of `npm run t1` read from the environment: nothing of it has to be set. */
export interface CommandSettings {
  /** Address of the room on this machine. */
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl?: string;
  readonly exercisePassword?: string;
  readonly adminPassword?: string;
}

/** Reads the environment of a command; throws one readable error that names every wrong variable. */
export function readCommandSettings(env: Record<string, string | undefined> = process.env): CommandSettings {
  const value = parsed(CommandEnvironment, env);
  return {
    url: `http://127.0.0.1:${value.PORT}`,
    dataDir: resolve(value.T1_DATA_DIR),
    ...(value.DATABASE_URL === undefined ? {} : { databaseUrl: value.DATABASE_URL }),
    ...(value.T1_EXERCISE_PASSWORD === undefined ? {} : { exercisePassword: value.T1_EXERCISE_PASSWORD }),
    ...(value.T1_ADMIN_PASSWORD === undefined ? {} : { adminPassword: value.T1_ADMIN_PASSWORD }),
  };
}

/** True when the room listens where only this machine can reach it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function parsed<S extends z.ZodObject>(schema: S, env: Record<string, string | undefined>): z.output<S> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not usable. ${wrong.join('; ')}`);
}
