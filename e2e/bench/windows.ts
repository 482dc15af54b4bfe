import { setTimeout as pause } from 'node:timers/promises';
import type { LoadDatabase } from '../load/database.ts';
import { cpuMsOfTree, residentKiB } from '../load/process-usage.ts';
import type { Report } from '../load/reports.ts';
import type { WindowFigures } from './figures.ts';
import { ScreensProcess } from './screen-orders.ts';
import type { Subject } from './subjects.ts';

const warmUpSeconds = 2;
const idleSeconds = 3;

export interface WindowPlan {
  readonly screens: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly severity: Report['severity'];
}

/** All screens come, a warm-up, a measured stretch of posting, and all screens go. */
export async function measureWindow(
  database: LoadDatabase,
  subject: Subject,
  { screens, perSecond, seconds, severity }: WindowPlan,
): Promise<WindowFigures> {
  const { pid } = subject.server;
  const crowd = new ScreensProcess();
  try {
    await crowd.open(await subject.scene(screens));
    await crowd.post(Math.ceil(warmUpSeconds * perSecond), perSecond, severity);
    const idleBefore = cpuMsOfTree(pid);
    await pause(idleSeconds * 1000);
    const before = { server: cpuMsOfTree(pid), database: cpuMsOfTree(database.pid) };
    const count = Math.ceil(seconds * perSecond);
    const posted = await crowd.post(count, perSecond, severity);
    const after = { server: cpuMsOfTree(pid), database: cpuMsOfTree(database.pid) };
    return {
      cpuPerThousand: ((after.server - before.server) / posted.deliveries) * 1000,
      deliveryP50: posted.deliveryP50,
      deliveryP99: posted.deliveryP99,
      postP50: posted.postP50,
      postP99: posted.postP99,
      framesPerDelivery: posted.frames / posted.deliveries,
      bytesPerDelivery: posted.bytes / posted.deliveries,
      databaseCpuPerPost: (after.database - before.database) / count,
      idleCpuPerSecond: (before.server - idleBefore) / idleSeconds,
      missing: posted.missing,
    };
  } finally {
    await crowd.close();
  }
}

/** Lets a new server run until its program is compiled as far as it will be; nothing is measured. */
export async function warmUp(subject: Subject, screens: number): Promise<void> {
  const crowd = new ScreensProcess();
  try {
    await crowd.open(await subject.scene(screens));
    await crowd.post(400, 100, 3);
  } finally {
    await crowd.close();
  }
}

/** KiB of resident memory that a screen adds to a server that has already worked. */
export async function measureMemory(open: () => Promise<Subject>, screens: number): Promise<number> {
  const subject = await open();
  const crowd = new ScreensProcess();
  try {
    const scene = await subject.scene(screens);
    const nobody = new ScreensProcess();
    await nobody.open({ ...scene, screens: 1 });
    await nobody.post(200, 100, 3);
    await nobody.close();
    await pause(2_000);
    const before = residentKiB(subject.server.pid);
    await crowd.open(scene);
    await pause(4_000);
    return (residentKiB(subject.server.pid) - before) / screens;
  } finally {
    await crowd.close();
    await subject.server.end('SIGTERM');
  }
}
