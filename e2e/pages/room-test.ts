import { test as base, expect } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { Desk } from './desk.ts';
import type { RoomAtWork } from './start-room.ts';
import { exercisePassword, startRoom } from './start-room.ts';

interface Fixtures {
  /** Signs a role in on a screen of its own and shows the console in that language. */
  readonly sit: (
    username: string,
    options?: { locale?: 'ar' | 'en'; waitForLive?: boolean },
  ) => Promise<Desk>;
  /** An empty screen at the address of the room, nobody signed in. */
  readonly blank: () => Promise<Page>;
}

interface WorkerFixtures {
  readonly room: RoomAtWork;
}

/** Anything a page asks for outside its own room fails the test: there is no internet where this runs. */
function forbidOutside(context: BrowserContext, room: RoomAtWork, strays: string[]): void {
  context.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(`${room.url}/`) || /^(data|blob):/.test(url);
    if (!own) strays.push(url);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      if (!socket.url().startsWith(`${room.url.replace('http', 'ws')}/`)) strays.push(socket.url());
    });
  });
}

async function contextOf(
  browser: Browser,
  room: RoomAtWork,
  strays: string[],
  faults: string[],
): Promise<BrowserContext> {
  // Without blinking a screen looks the same whenever it is looked at.
  const context = await browser.newContext({ baseURL: room.url, reducedMotion: 'reduce' });
  forbidOutside(context, room, strays);
  context.on('weberror', (error) => faults.push(String(error.error())));
  context.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  return context;
}

/** A test in a room that is open: real server, real database, real browser. */
export const test = base.extend<Fixtures & { screens: () => Promise<BrowserContext> }, WorkerFixtures>({
  room: [
    async ({ browserName }, use) => {
      const room = await startRoom(browserName);
      await use(room);
      await room.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  screens: async ({ browser, room }, use) => {
    const strays: string[] = [];
    const faults: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await contextOf(browser, room, strays, faults);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
    expect(strays, 'nothing is asked for outside the room').toEqual([]);
    expect(faults, 'no page failed and none broke its own policy').toEqual([]);
  },
  blank: async ({ screens }, use) => {
    await use(async () => {
      const page = await (await screens()).newPage();
      await page.goto('/');
      return page;
    });
  },
  sit: async ({ screens }, use) => {
    await use(async (username, { locale = 'ar', waitForLive = true } = {}) => {
      const context = await screens();
      const page = await context.newPage();
      await page.goto('/');
      const desk = new Desk(page, locale);
      if (locale === 'en') await desk.switchLanguage();
      await desk.signIn(username, exercisePassword);
      if (waitForLive) await expect(desk.phase).toHaveAttribute('data-phase', 'live');
      return desk;
    });
  },
});

export { expect };
