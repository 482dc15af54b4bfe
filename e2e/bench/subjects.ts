import { fileURLToPath } from 'node:url';
import { liveContract } from '@t1/shared/socket';
import { ApiClient } from '../load/api-client.ts';
import type { LoadDatabase } from '../load/database.ts';
import { desks } from '../load/reports.ts';
import { openRoomProcess } from '../load/room-process.ts';
import { ServerProcess } from '../load/server-process.ts';
import type { Scene } from './screen-orders.ts';

/** A server that is measured. */
export interface Subject {
  readonly server: ServerProcess;
  /** The scene with so many screens; people sign in here when the server wants that. */
  scene(screens: number): Promise<Scene>;
}

const portOf = (server: ServerProcess): number => Number(new URL(server.origin).port);

/** The room as it is delivered; `main` names another build of it. */
export async function openRoom(database: LoadDatabase, main?: string): Promise<Subject> {
  const server = await openRoomProcess(database, main === undefined ? {} : { main });
  return {
    server,
    async scene(screens) {
      const operator = await ApiClient.signIn(server.origin, 't1-operator');
      const reporterCookies: Record<string, string> = {};
      for (const { directorate } of desks) {
        const reporter = await ApiClient.signIn(server.origin, `${directorate}-reporter`);
        reporterCookies[directorate] = reporter.cookie;
      }
      return {
        port: portOf(server),
        screens,
        screenCookie: operator.cookie,
        auth: { contract: liveContract },
        reporterCookies,
        raisesAlerts: true,
      };
    },
  };
}

/** Bare socket.io with one plain insert; with the room's pings, or with those socket.io has by default. */
export async function openFloor(database: LoadDatabase, pings: 'as-the-room' | 'default'): Promise<Subject> {
  const program = fileURLToPath(new URL('./floor-server.ts', import.meta.url));
  const server = await ServerProcess.open({
    args: ['--conditions=t1-source', program],
    env: { DATABASE_URL: database.url, FLOOR_PINGS: pings },
    readyPath: '/',
  });
  return {
    server,
    scene: (screens) =>
      Promise.resolve({ port: portOf(server), screens, reporterCookies: {}, raisesAlerts: false }),
  };
}
