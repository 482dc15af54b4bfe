import { act } from 'react';
import type { ReactNode } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  LiveProvider,
  useAlerts,
  useConnection,
  useFreshIds,
  useIncident,
  useOpenIncidents,
  useRecentEvents,
  useServerNow,
} from './selectors.tsx';
import type { LineListener } from './socket.ts';
import type { LiveStore } from './store.ts';
import { createLiveStore } from './store.ts';
import { alert, event, idOf, incident, snapshot, startOfDay } from './testing/samples.ts';

let line: LineListener | undefined;
let store: LiveStore;
let page: HTMLElement;
let root: Root;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: startOfDay });
  line = undefined;
  store = createLiveStore({
    fetchSnapshot: () =>
      Promise.resolve({
        ok: true,
        output: snapshot(5, { incidents: [incident(1)], alerts: [alert(1)] }),
        replay: false,
      }),
    connect: (_, listener) => {
      line = listener;
      return { applied: () => {}, close: () => {} };
    },
  });
  page = document.createElement('main');
  root = createRoot(page);
});

afterEach(async () => {
  act(() => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const show = (children: ReactNode) =>
  act(() => root.render(<LiveProvider store={store}>{children}</LiveProvider>));
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function Figures() {
  const { phase } = useConnection();
  const chosen = useIncident(idOf(2));
  const figures = [
    useOpenIncidents().length,
    useAlerts().length,
    useRecentEvents().length,
    useFreshIds().size,
  ];
  return [phase, ...figures, chosen?.ref ?? '-'].join(' ');
}

function Clock() {
  return new Date(useServerNow()).toISOString();
}

describe('a screen that reads the live store', () => {
  it('shows the snapshot and then each change after the next frame', async () => {
    show(<Figures />);
    await pass(300);
    expect(page.textContent).toBe('loading 1 1 0 0 -');
    act(() =>
      line?.batch({ from: 5, to: 6, cursor: 'c6', events: [event(6, 'incident.reported', incident(2))] }),
    );
    await pass(300);
    expect(page.textContent).toBe('live 2 1 1 1 T1-2026-000002');
    await pass(9_000);
    expect(page.textContent).toBe('live 2 1 1 0 T1-2026-000002');
  });

  it('turns its clocks at the full second of the server', async () => {
    show(<Clock />);
    expect(page.textContent).toBe('2026-03-01T06:00:00.000Z');
    await pass(999);
    expect(page.textContent).toBe('2026-03-01T06:00:00.000Z');
    await pass(1);
    expect(page.textContent).toBe('2026-03-01T06:00:01.000Z');
  });

  it('ends its line when it leaves the page', async () => {
    show(<Figures />);
    await pass(300);
    act(() => root.render(null));
    act(() => line?.dropped());
    line = undefined;
    await pass(20_000);
    expect(line).toBeUndefined();
  });
});
