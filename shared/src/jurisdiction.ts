import type { Actor } from './roles.ts';
import { can } from './roles.ts';

/**
 * Who may see what, said once and used three times: as the clause of every query, as the name of the
 * socket room, and as the filter of every event. An audience is the list of directorates that a thing
 * belongs to; the room itself sees everything submitted to it by both ministries.
 */
export type Scope =
  | { readonly kind: 'national' }
  | { readonly kind: 'directorate'; readonly directorateId: string }
  | { readonly kind: 'none' };

/** What the actor may see of incidents and alerts. */
export function visibleTo(actor: Actor): Scope {
  if (!can(actor, 'incident:read')) return { kind: 'none' };
  if (actor.role === 'operator' || actor.role === 'supervisor') return { kind: 'national' };
  if (actor.directorateId !== undefined) {
    return { kind: 'directorate', directorateId: actor.directorateId };
  }
  return { kind: 'none' };
}

/** True when a thing with this audience is visible in the scope. */
export function covers(scope: Scope, audience: readonly string[]): boolean {
  switch (scope.kind) {
    case 'national':
      return true;
    case 'directorate':
      return audience.includes(scope.directorateId);
    case 'none':
      return false;
  }
}

/** The canonical name of a scope: two actors with the same key receive the same frames. */
export function audienceKey(scope: Scope): string {
  return scope.kind === 'directorate' ? `directorate:${scope.directorateId}` : scope.kind;
}
