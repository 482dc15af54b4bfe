import { act } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveProvider } from '../live/selectors.tsx';
import type { LineListener } from '../live/socket.ts';
import { createLiveStore } from '../live/store.ts';
import { snapshot, startOfDay } from '../live/testing/samples.ts';
import { EngineBar } from './engine-bar.tsx';

let line: LineListener | undefined;
let page: HTMLElement;
let root: Root;

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: startOfDay });
  const store = createLiveStore({
    fetchSnapshot: () => Promise.resolve({ ok: true, output: snapshot(1), replay: false }),
    connect: (_, listener) => {
      line = listener;
      return { applied: () => {}, close: () => {} };
    },
  });
  page = document.createElement('main');
  root = createRoot(page);
  act(() =>
    root.render(
      <LiveProvider store={store}>
        <EngineBar />
      </LiveProvider>,
    ),
  );
  await act(() => vi.advanceTimersByTimeAsync(100));
});

afterEach(() => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const head = (engineLateMs?: number) =>
  act(async () => {
    const serverNow = new Date(startOfDay).toISOString();
    line?.head({ seq: 1, serverNow, ...(engineLateMs === undefined ? {} : { engineLateMs }) });
    await vi.advanceTimersByTimeAsync(100);
  });

test('one head that says escalation is late puts a bar over the frame, and one that does not takes it away', async () => {
  await head();
  expect(page.textContent).toBe('');
  await head(75_000);
  expect(page.querySelector('[role="alert"]')?.textContent).toContain('التصعيد متوقف أو متأخر منذ 01:15');
  expect(page.textContent).toContain('تابع التنبيهات بالصوت واللاسلكي');
  await head();
  expect(page.textContent).toBe('');
});
