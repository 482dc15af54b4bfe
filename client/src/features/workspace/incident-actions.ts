import type { IncidentView } from '@t1/shared/incidents';
import { refuseAct, refuseAmend, refuseMove } from '@t1/shared/incidents';
import type { Actor } from '@t1/shared/roles';
import { can } from '@t1/shared/roles';

/** What can be done to an incident, in the order of the buttons. */
const incidentActions = ['act', 'open', 'note', 'amend', 'transfer', 'close', 'reopen'] as const;
export type IncidentAction = (typeof incidentActions)[number];

/** The actions this person may take on this incident now: the same rules that the server asks. */
export function availableActions(actor: Actor, incident: IncidentView, now: Date): readonly IncidentAction[] {
  return incidentActions.filter((action) => isAvailable(action, actor, incident, now));
}

function isAvailable(action: IncidentAction, actor: Actor, incident: IncidentView, now: Date): boolean {
  if (!can(actor, `incident:${action}`)) return false;
  switch (action) {
    case 'note':
      return true;
    case 'act':
      return refuseAct(actor, incident, incident.version, 'contacted', undefined) === undefined;
    case 'amend':
    case 'transfer':
      return refuseAmend(actor, incident, incident.version, now) === undefined;
    case 'open':
    case 'close':
    case 'reopen':
      return refuseMove(actor, incident, action, incident.version) === undefined;
  }
}
