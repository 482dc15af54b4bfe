import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { doors } from '@t1/shared/doors';
import type { Door } from '@t1/shared/endpoint';
import { permissions } from '@t1/shared/roles';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppModule } from '../src/app.module.ts';
import { DOOR } from '../src/identity/door.decorator.ts';
import { readSettings } from '../src/platform/env.ts';
import { ProblemFilter } from '../src/platform/problem.filter.ts';
import { LiveAdapter } from '../src/realtime/live-adapter.ts';
import type { TestRoom } from './harness.ts';
import { openTestRoom } from './harness.ts';
import { addressOf, appAddressOf } from './parts/database.ts';

@Controller()
class Forgetful {
  @Get('/api/v1/forgotten')
  everything(): string {
    return 'everything';
  }
}

@Module({})
class WithForgetful {}

let room: TestRoom;
let house: NestExpressApplication;

/** The house with one more controller, whose author forgot to say who may call it. */
beforeAll(async () => {
  room = await openTestRoom();
  const settings = readSettings({
    PORT: '0',
    DATABASE_URL: addressOf(room.database),
    T1_EXERCISE_SCENARIO: 'off',
  });
  house = await NestFactory.create<NestExpressApplication>(
    {
      module: WithForgetful,
      imports: [AppModule.for(settings, appAddressOf(room.database))],
      controllers: [Forgetful],
    },
    { logger: ['error', 'fatal'] },
  );
  house.useGlobalFilters(new ProblemFilter());
  house.useWebSocketAdapter(new LiveAdapter(house));
  await house.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await house.close();
  await room.close();
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** What Express would really serve, asked of Express. */
function routes(): string[] {
  const { router } = house.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  );
}

/** Every method of a controller that Nest makes a route of. */
function handlers(): { readonly name: string; readonly handler: object }[] {
  const controllers = [...house.get(ModulesContainer).values()].flatMap(({ controllers: inModule }) =>
    [...inModule.values()].map(({ metatype }) => metatype as Type<object>),
  );
  return controllers.flatMap(({ name, prototype }) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([method, { value }]) =>
      method !== 'constructor' && typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value)
        ? [{ name: `${name}.${method}`, handler: value as object }]
        : [],
    ),
  );
}

test('every route that Express serves is a door of the contract, and every door is served', () => {
  const served = routes().filter((route) => route !== 'GET /api/v1/forgotten');
  expect(served.toSorted()).toEqual(doors.map(({ method, path }) => `${method} ${path}`).toSorted());
});

test('every handler says which door it opens, and no door is opened twice', () => {
  const without = handlers().filter(({ handler }) => !Reflect.hasMetadata(DOOR, handler));
  expect(without.map(({ name }) => name)).toEqual(['Forgetful.everything']);
  const opened = handlers().flatMap(({ handler }) => {
    const door: Door | undefined = Reflect.getMetadata(DOOR, handler);
    if (door === undefined) return [];
    expect(Reflect.hasMetadata(METHOD_METADATA, handler)).toBe(true);
    return [door.name];
  });
  expect(opened.toSorted()).toEqual(doors.map(({ name }) => name).toSorted());
});

test('a handler without a door is closed to everybody, signed in or not', async () => {
  const { port } = house.getHttpServer().address() as AddressInfo;
  const supervisor = room.as('t1-supervisor');
  await supervisor.enter();
  for (const cookie of [undefined, supervisor.cookie]) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/forgotten`, {
      headers: cookie === undefined ? {} : { cookie },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'forbidden' });
  }
});

describe('the doors', () => {
  test('have names, routes and summaries of their own', () => {
    for (const of of ['name', 'summary'] as const) {
      expect(new Set(doors.map((door) => door[of])).size).toBe(doors.length);
    }
    expect(new Set(doors.map(({ method, path }) => `${method} ${path}`)).size).toBe(doors.length);
  });

  test('ask for a permission of the list, or for a session; few are open to everybody', () => {
    const open = doors.filter(({ allow }) => allow === 'everybody').map(({ name }) => name);
    expect(open).toEqual(['signIn', 'checkHealth', 'checkReadiness', 'readMetrics', 'readOpenApi']);
    for (const { allow } of doors) expect([...permissions, 'signed-in', 'everybody']).toContain(allow);
  });

  test('accept no field they do not name', () => {
    for (const { name, params, query, body } of doors) {
      for (const part of [params, query, body]) {
        expect(part.safeParse({ seq: 1, nobodyNamedThis: true }).success, name).toBe(false);
      }
    }
  });
});

test('every connection of the house has the limits that keep one frozen writer from stopping the others', async () => {
  const limits = [
    'idle_in_transaction_session_timeout',
    'lock_timeout',
    'statement_timeout',
    'synchronous_commit',
  ];
  const shown = await Promise.all(
    limits.map(async (name) => {
      const [row]: Record<string, string>[] = await house.get(DataSource).query(`show ${name}`);
      return row?.[name];
    }),
  );
  expect(shown).toEqual(['2s', '3s', '5s', 'on']);
});

test('what is no door is not found, and says so in the one shape', async () => {
  for (const path of ['/api/v1/', '/api/v1/users', '/api/v1/incidents/x/y/z', '/api/v0/incidents', '/api']) {
    const { status, text } = await room.as('t1-supervisor').send({ method: 'GET', path });
    expect([path, status]).toEqual([path, 404]);
    expect(JSON.parse(text)).toMatchObject({ code: 'not-found' });
  }
});
