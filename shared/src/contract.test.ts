import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contractDiary } from './contract-version.ts';
import { doors } from './doors.ts';
import { Problem, errorCodes, statusOf } from './errors.ts';
import { DomainEvent } from './events.ts';
import { openApiDocument } from './openapi.ts';
import {
  Applied,
  Batch,
  Head,
  LiveAuth,
  Reset,
  Revoked,
  Viewing,
  headIntervalMs,
  liveContract,
  livePath,
} from './socket.ts';

/** The same JSON whatever the order in which the keys were written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(canonical);
    return items.every((item) => typeof item === 'string') ? items.toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // Words for people may be bettered at any time.
      .filter(([key, inner]) => key !== 'description' || typeof inner !== 'string')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any' });

/** Everything that travels, as schemas. */
function wire(): Record<string, unknown> {
  const both = { DomainEvent, Problem, Batch, Head, Reset, Revoked, LiveAuth, Applied, Viewing };
  return {
    doors: doors.map(({ name, method, path, allow, status, params, query, body, output }) => ({
      name,
      method,
      path,
      allow,
      status,
      params: schemaOf(params, 'input'),
      query: schemaOf(query, 'input'),
      body: schemaOf(body, 'input'),
      output: schemaOf(output, 'output'),
    })),
    messages: Object.entries(both).map(([name, schema]) => [name, schemaOf(schema, 'output')]),
    live: { livePath, headIntervalMs, liveContract },
    errors: errorCodes.map((code) => [code, statusOf[code]]),
  };
}

const fingerprint = createHash('sha256')
  .update(JSON.stringify(canonical(wire())))
  .digest('hex');

const current = contractDiary.at(-1);

test('the wire is what the diary of the contract last wrote down (contract-version.ts)', () => {
  expect(current?.fingerprint).toBe(fingerprint);
});

test('the live channel and the OpenAPI document name the version of the diary', () => {
  expect(liveContract).toBe(current?.version);
  expect(openApiDocument()).toMatchObject({ info: { version: String(current?.version) } });
});

test('versions of the diary only go up, and every line says what changed', () => {
  const versions = contractDiary.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  for (const { change } of contractDiary) expect(change).toMatch(/^[A-Z].+\.$/);
});

test('every kind of event is about a noun, in the past tense, and no two are the same', () => {
  const types = DomainEvent.def.options.map((option) => option.shape.type.value);
  expect(new Set(types).size).toBe(types.length);
  for (const type of types)
    expect(type).toMatch(/^(incident|alert|roster)\.(acted-on|handed-over|([a-z]+-)?[a-z]+(ed|ne?))$/);
});
