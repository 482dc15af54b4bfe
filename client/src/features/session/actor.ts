import type { Actor } from '@t1/shared/roles';
import type { SessionView } from '@t1/shared/sessions';

/** The signed-in person as the shared rules want to see them. */
export function actorOf(session: SessionView): Actor {
  return {
    ...session.user,
    role: session.role,
    ...(session.ministry === undefined ? {} : { ministryId: session.ministry.id }),
    ...(session.directorate === undefined ? {} : { directorateId: session.directorate.id }),
  };
}
