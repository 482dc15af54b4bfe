import {
  acknowledgeAlert,
  escalateAlert,
  listAlerts,
  listEscalationPolicies,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from './alert-doors.ts';
import type { Door } from './endpoint.ts';
import {
  actOnIncident,
  amendIncident,
  closeIncident,
  countIncidents,
  listIncidentTypes,
  listIncidents,
  noteIncident,
  openIncident,
  readIncident,
  reopenIncident,
  reportIncident,
  transferIncident,
} from './incident-doors.ts';
import { readEvents, readSnapshot } from './live-doors.ts';
import { listOrganisation, locatePoint, searchPlaces } from './organisation.ts';
import { checkHealth, checkReadiness, readMetrics, readOpenApi } from './operations.ts';
import { signIn, signOut, whoAmI } from './sessions.ts';

/** All doors of the house, in the order in which they are documented. */
export const doors: readonly Door[] = [
  signIn,
  whoAmI,
  signOut,
  reportIncident,
  listIncidents,
  countIncidents,
  readIncident,
  amendIncident,
  openIncident,
  noteIncident,
  actOnIncident,
  closeIncident,
  reopenIncident,
  transferIncident,
  listIncidentTypes,
  listAlerts,
  acknowledgeAlert,
  undoAcknowledgement,
  escalateAlert,
  shelveAlert,
  unshelveAlert,
  listEscalationPolicies,
  readSnapshot,
  readEvents,
  listOrganisation,
  searchPlaces,
  locatePoint,
  checkHealth,
  checkReadiness,
  readMetrics,
  readOpenApi,
];
