import { z } from 'zod';

/** The roles of the room. `system` never signs in: it is the actor of what rules do by themselves. */
export const roles = ['operator', 'supervisor', 'duty', 'reporter', 'auditor', 'admin', 'system'] as const;
export type Role = (typeof roles)[number];

export const permissions = [
  'live:read',
  'reference:read',
  'incident:read',
  'incident:report',
  'incident:amend',
  'incident:open',
  'incident:note',
  'incident:act',
  'incident:close',
  'incident:reopen',
  'incident:transfer',
  'alert:read',
  'alert:acknowledge',
  'roster:read',
  'roster:write',
] as const;
export type Permission = (typeof permissions)[number];

const reading: readonly Permission[] = [
  'live:read',
  'reference:read',
  'incident:read',
  'alert:read',
  'roster:read',
];
const desk: readonly Permission[] = [
  ...reading,
  'incident:report',
  'incident:amend',
  'incident:open',
  'incident:note',
  'incident:act',
  'incident:close',
  'alert:acknowledge',
];

/**
 * What each role may do at all; on which incidents it may do it is jurisdiction.ts, and in which state
 * incidents.ts. Auditors and administrators see no incident: their screens come with audit and administration.
 */
const granted: Record<Role, readonly Permission[]> = {
  operator: [...desk, 'incident:transfer'],
  supervisor: [...desk, 'incident:transfer', 'incident:reopen', 'roster:write'],
  duty: [...desk, 'incident:reopen', 'roster:write'],
  reporter: [...reading, 'incident:report', 'incident:amend', 'incident:note'],
  auditor: ['reference:read'],
  admin: ['reference:read', 'roster:read', 'roster:write'],
  system: [],
};

/** The signed-in person as every rule sees them. */
export interface Actor {
  readonly id: string;
  readonly username: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly role: Role;
  readonly ministryId?: string;
  readonly directorateId?: string;
}

/** True when the role of the actor holds the permission; the same answer hides a button and guards a door. */
export function can(actor: Pick<Actor, 'role'>, permission: Permission): boolean {
  return granted[actor.role].includes(permission);
}

/** All permissions of a role, in the order of the list. */
export function permissionsOf(role: Role): readonly Permission[] {
  return permissions.filter((permission) => granted[role].includes(permission));
}

/** Who did something, as it is written into the log and shown on every screen. */
export const ActorRef = z
  .object({
    id: z.uuid(),
    nameAr: z.string(),
    nameEn: z.string(),
    role: z.enum(roles),
    directorateId: z.string().optional(),
  })
  .meta({ id: 'ActorRef' });
export type ActorRef = z.infer<typeof ActorRef>;

/** The reference of an actor without what others need not know. */
export function refOf(actor: Actor): ActorRef {
  return {
    id: actor.id,
    nameAr: actor.nameAr,
    nameEn: actor.nameEn,
    role: actor.role,
    ...(actor.directorateId === undefined ? {} : { directorateId: actor.directorateId }),
  };
}

/** The room's own rules, when no person acted. */
export const systemActor: ActorRef = {
  id: '00000000-0000-0000-0000-000000000000',
  nameAr: 'قواعد الغرفة',
  nameEn: 'Room rules',
  role: 'system',
};
