import type { ExecutionContext } from '@nestjs/common';
import {
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
} from '@nestjs/common';
import type { Door as DoorOf } from '@t1/shared/endpoint';
import type { Actor } from '@t1/shared/roles';
import type { Request } from 'express';
import type { OpenSession } from './sessions.service.ts';
import { Refused } from '../platform/refused.ts';
import { parsePart } from './parse-input.ts';

export const DOOR = 'door';

const methods = { GET: RequestMethod.GET, POST: RequestMethod.POST, DELETE: RequestMethod.DELETE } as const;

/** Opens a door of the contract at this handler: its path, its permission and its status. */
export function Door(door: DoorOf): MethodDecorator {
  return applyDecorators(
    SetMetadata(DOOR, door),
    RequestMapping({ path: door.path, method: methods[door.method] }),
    HttpCode(door.status),
  );
}

/** A request after the guard let it in. */
export type AdmittedRequest = Request & { session?: OpenSession };

/** The door of the handler that is about to run. */
export function doorOf(context: ExecutionContext): DoorOf | undefined {
  const door: DoorOf | undefined = Reflect.getMetadata(DOOR, context.getHandler());
  return door;
}

/** Path parameters, query and body, parsed by the door's own schemas; throws `malformed` with the field named. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const door = doorOf(context);
  if (door === undefined) throw new Refused('forbidden');
  const request = context.switchToHttp().getRequest<AdmittedRequest>();
  return {
    ...parsePart(door.params, request.params),
    ...parsePart(door.query, request.query),
    ...(door.method === 'GET' ? {} : parsePart(door.body, request.body ?? {})),
  };
});

/** Who is calling. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return currentSession(context).actor;
});

/** The session of the call. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext): OpenSession => {
  return currentSession(context);
});

function currentSession(context: ExecutionContext): OpenSession {
  const { session } = context.switchToHttp().getRequest<AdmittedRequest>();
  if (session === undefined) throw new Refused('unauthenticated');
  return session;
}
