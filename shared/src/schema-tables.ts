import { z } from 'zod';

/** The part of JSON Schema that our own schemas make use of. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly description?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A schema as JSON Schema; named schemas inside it become references. */
export function jsonOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
}

/** All named schemas, by name. */
export function namedSchemas(): [string, JsonSchema][] {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `#/$defs/${id}`,
    io: 'output',
    unrepresentable: 'any',
  });
  return (Object.entries(schemas) as [string, JsonSchema][]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The name a schema is registered under, if it has one. */
export function nameOf(schema: z.ZodType): string | undefined {
  return z.globalRegistry.get(schema)?.id;
}

/** A Markdown link to the section of a named shape. */
export function linkTo(name: string): string {
  return `[${name}](#${name.toLowerCase()})`;
}

/** A Markdown table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** One row per field: name, type, limits, whether it has to be there, what it means. Fields inside have dotted names. */
export function fieldRows(schema: JsonSchema, prefix = ''): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const isRequired = schema.required?.includes(key) === true && field.default === undefined;
    const row = [
      `\`${name}\``,
      typeText(field),
      limitsText(field),
      isRequired ? 'yes' : '',
      field.description ?? '',
    ];
    const inside = field.properties === undefined ? [] : fieldRows(field, `${name}.`);
    const { items } = field;
    const elements = items?.properties === undefined ? [] : fieldRows(items, `${name}[].`);
    return [row, ...inside, ...elements];
  });
}

/** What kind of value it is, in words. */
export function typeText(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  const either = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (either !== undefined) return either.map(typeText).join(', ');
  if (schema.format === 'uuid') return schema.pattern?.includes('-7[') === true ? 'UUIDv7' : 'UUID';
  if (schema.format === 'date-time') return 'instant';
  switch (schema.type) {
    case 'array':
      return `list of ${schema.items === undefined ? 'anything' : typeText(schema.items)}`;
    case 'object':
      return typeof schema.additionalProperties === 'object' && schema.properties === undefined
        ? `map to ${typeText(schema.additionalProperties)}`
        : 'object';
    case 'string':
      return 'text';
    case undefined:
      return 'anything';
    default:
      return schema.type;
  }
}

/** Limits and default of a value, in words; empty when there are none. */
function limitsText(schema: JsonSchema): string {
  const { items } = schema;
  const parts = [
    range(schema.minLength, schema.maxLength, 'characters'),
    range(schema.minItems, schema.maxItems, 'entries'),
    range(schema.minimum, schema.maximum, ''),
    items === undefined ? '' : range(items.minLength, items.maxLength, 'characters each'),
    schema.default === undefined ? '' : `default ${code(schema.default)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** The bounds of a whole number that only say "a safe integer" are no limit. */
function range(least: number | undefined, most: number | undefined, unit: string): string {
  const from = least === undefined || least === Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most === Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from === undefined && to === undefined) return '';
  const text =
    from === undefined ? `at most ${to}` : to === undefined ? `at least ${from}` : `${from} to ${to}`;
  return unit === '' ? text : `${text} ${unit}`;
}

function code(value: unknown): string {
  return `\`${String(value)}\``;
}
