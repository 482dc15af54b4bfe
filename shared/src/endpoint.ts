import { z } from 'zod';
import type { Permission } from './roles.ts';

type Shape = z.ZodObject;

/**
 * A door is one HTTP route said once: path, permission, validation and documentation. The server
 * opens it, the client calls it, the OpenAPI document describes it, all from this object.
 */
export interface Door<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Output extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: `/${string}`;
  /** Who may knock: everybody, every signed-in user, or holders of the permission. */
  readonly allow: 'everybody' | 'signed-in' | Permission;
  readonly summary: string;
  readonly status: 200 | 201 | 202 | 204;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly output: Output;
}

const none = z.strictObject({});
type None = typeof none;

type DoorSpec<P extends Shape, Q extends Shape, B extends Shape, O extends z.ZodType> = Pick<
  Door<P, Q, B, O>,
  'name' | 'method' | 'path' | 'allow' | 'summary' | 'output'
> & { status?: Door['status']; params?: P; query?: Q; body?: B };

/** Declares a door; parts that are left out accept nothing. */
export function door<
  O extends z.ZodType,
  P extends Shape = None,
  Q extends Shape = None,
  B extends Shape = None,
>(spec: DoorSpec<P, Q, B, O>): Door<P, Q, B, O> {
  return {
    name: spec.name,
    method: spec.method,
    path: spec.path,
    allow: spec.allow,
    summary: spec.summary,
    status: spec.status ?? 200,
    // A part left out is the empty object, which is what the default type parameters say.
    params: (spec.params ?? none) as P,
    query: (spec.query ?? none) as Q,
    body: (spec.body ?? none) as B,
    output: spec.output,
  };
}

/** A part that accepts nothing must not forbid the fields of the others when they are merged. */
type Part<Fields> = Fields extends Record<string, never> ? unknown : Fields;

/** What a handler receives: path parameters, query and body, parsed and merged. */
export type InputOf<D extends Door> = Part<z.output<D['params']>> &
  Part<z.output<D['query']>> &
  Part<z.output<D['body']>>;

/** What a caller hands in, before defaults are filled. */
export type CallOf<D extends Door> = Part<z.input<D['params']>> &
  Part<z.input<D['query']>> &
  Part<z.input<D['body']>>;

/** What the door answers. */
export type OutputOf<D extends Door> = z.output<D['output']>;
