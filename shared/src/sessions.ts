import { z } from 'zod';
import { door } from './endpoint.ts';
import { permissions, roles } from './roles.ts';
import { lookupText } from './text.ts';

/** Who I am, what I may do, and in which mode the room runs. */
export const SessionView = z
  .object({
    user: z.object({ id: z.uuid(), username: z.string(), nameAr: z.string(), nameEn: z.string() }),
    role: z.enum(roles),
    ministry: z.object({ id: z.string(), nameAr: z.string(), nameEn: z.string() }).optional(),
    directorate: z.object({ id: z.string(), nameAr: z.string(), nameEn: z.string() }).optional(),
    permissions: z.array(z.enum(permissions)),
    exercise: z.boolean(),
    expiresAt: z.string(),
    serverNow: z.string(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const signIn = door({
  name: 'signIn',
  method: 'POST',
  path: '/api/v1/session',
  allow: 'everybody',
  summary: 'Opens a session and sets its cookie',
  body: z.strictObject({
    username: lookupText(80).trim().min(1),
    password: z.string().min(1).max(256),
    totp: z.string().max(16).optional(),
  }),
  output: SessionView,
});

export const whoAmI = door({
  name: 'whoAmI',
  method: 'GET',
  path: '/api/v1/session',
  allow: 'signed-in',
  summary: 'The session of the caller',
  output: SessionView,
});

export const signOut = door({
  name: 'signOut',
  method: 'DELETE',
  path: '/api/v1/session',
  allow: 'signed-in',
  summary: 'Ends the session at once, on every screen that uses it',
  status: 204,
  output: z.void(),
});
