import { z } from 'zod';
import { doors } from './doors.ts';
import type { Door } from './endpoint.ts';
import { Problem, errorCodes, statusOf } from './errors.ts';

type Json = Record<string, unknown>;

/** Named schemas of the document; the same objects that validate requests and answers. */
function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/components/schemas/${id}`,
    io: 'output',
    unrepresentable: 'any',
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, stripped(schema as Json)]));
}

/** A schema as it stands inside the document: dialect and own address are the document's business. */
function stripped(schema: Json): Json {
  const own = new Set(['$schema', '$id', 'id']);
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !own.has(key)));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const named = z.globalRegistry.get(schema)?.id;
  if (named !== undefined) return { $ref: `#/components/schemas/${named}` };
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json;
  const rest = stripped(whole);
  delete rest['$defs'];
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

function parameters(door: Door): Json[] {
  const part = (schema: z.ZodObject, place: 'path' | 'query'): Json[] =>
    Object.entries(schema.shape).map(([name, field]) => {
      const json = schemaOf(field as z.ZodType, 'input');
      return {
        name,
        in: place,
        required: place === 'path' || !(field as z.ZodType).safeParse(undefined).success,
        schema: json,
      };
    });
  const header: Json = { name: 'X-T1', in: 'header', required: true, schema: { const: '1' } };
  return [
    ...part(door.params, 'path'),
    ...part(door.query, 'query'),
    ...(door.method === 'GET' ? [] : [header]),
  ];
}

function operation(door: Door): Json {
  const hasBody = Object.keys(door.body.shape).length > 0;
  return {
    operationId: door.name,
    summary: door.summary,
    'x-allow': door.allow,
    security: door.allow === 'everybody' ? [] : [{ session: [] }],
    parameters: parameters(door),
    ...(hasBody
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(door.body, 'input') } },
          },
        }
      : {}),
    responses: {
      [door.status]:
        door.status === 204
          ? { description: 'Done' }
          : {
              description: 'Done',
              content: { 'application/json': { schema: schemaOf(door.output, 'output') } },
            },
      default: {
        description: 'Refused: one shape for every refusal',
        content: { 'application/json': { schema: schemaOf(Problem, 'output') } },
      },
    },
  };
}

/** The OpenAPI 3.1 document of all doors, made from the schemas that guard them. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const door of doors) {
    const path = door.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [door.method.toLowerCase()]: operation(door) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'T1 operations room',
      version: '1',
      description: 'Commands in by HTTP, events out by socket.',
    },
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 't1' } },
    },
    'x-error-codes': Object.fromEntries(errorCodes.map((code) => [code, statusOf[code]])),
  };
}
