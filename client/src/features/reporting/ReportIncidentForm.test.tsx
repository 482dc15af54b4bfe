import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LocaleProvider } from '../../i18n/t.tsx';
import { LiveProvider } from '../../live/selectors.tsx';
import { createLiveStore } from '../../live/store.ts';
import { ToastProvider } from '../../ui/Toasts.tsx';
import { useReportDraft } from './draft.ts';
import { ReportIncidentForm } from './ReportIncidentForm.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

const officer = 'officer-of-sabha';
const written = {
  id: '01932f1e-5f4b-7c3a-8d2e-5a6b7c8d9e0f',
  type: 'fire',
  severity: 2,
  severityChosen: false,
  place: { lat: 27.037, lon: 14.428 },
  locationText: '',
  title: 'حريق في السوق',
  description: '',
};

type Answer = () => Response | Promise<Response>;

let posts: Record<string, unknown>[];
let answer: Answer;
let root: Root;
let page: HTMLElement;
let sent: number;

function json(status: number, body: object): Response {
  return Response.json(body, { status });
}

function Room() {
  const control = useReportDraft(officer);
  return (
    <ReportIncidentForm
      control={control}
      picking={false}
      onPicking={() => undefined}
      onSent={() => (sent += 1)}
    />
  );
}

function openForm(): void {
  page = document.createElement('div');
  document.body.append(page);
  root = createRoot(page);
  const store = createLiveStore({ fetchSnapshot: () => new Promise(() => undefined) });
  act(() => {
    root.render(
      <DirectionProvider initialDirection="rtl" detectDirection={false}>
        <MantineProvider env="test">
          <LocaleProvider initial="ar">
            <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
              <ToastProvider>
                <LiveProvider store={store}>
                  <Room />
                </LiveProvider>
              </ToastProvider>
            </QueryClientProvider>
          </LocaleProvider>
        </MantineProvider>
      </DirectionProvider>,
    );
  });
}

async function send(): Promise<void> {
  await act(async () => {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

beforeEach(() => {
  posts = [];
  sent = 0;
  sessionStorage.clear();
  // The network, and nothing of ours, is played here.
  vi.stubGlobal('fetch', async (address: string, request: RequestInit) => {
    if (request.method !== 'POST')
      return json(404, { code: 'not-found', message: 'غير موجود.', requestId: 'r' });
    posts.push(JSON.parse(request.body as string) as Record<string, unknown>);
    expect(address).toBe('/api/v1/incidents');
    return answer();
  });
});

afterEach(() => {
  act(() => root.unmount());
  page.remove();
});

test('a refused field is named under itself, in the language of the screen', async () => {
  sessionStorage.setItem(`t1.report.${officer}`, JSON.stringify(written));
  const message = 'العنوان: البيانات المرسلة غير صحيحة الصيغة.';
  answer = () => json(400, { code: 'malformed', field: 'title', message, requestId: 'r' });
  openForm();
  await send();
  const field = page.querySelector<HTMLInputElement>('input[aria-invalid="true"]');
  expect(field?.value).toBe('حريق في السوق');
  expect(field?.closest('.mantine-InputWrapper-root')?.textContent).toContain(message);
  expect(sent).toBe(0);
});

test('an empty form says what is missing and sends nothing', async () => {
  openForm();
  await send();
  expect(posts).toEqual([]);
  expect(page.textContent).toContain('حدّد الموقع');
  expect(page.textContent).toContain('هذا الحقل مطلوب');
});

test('when no answer came nothing is lost, and the same report is sent again under the same id', async () => {
  sessionStorage.setItem(`t1.report.${officer}`, JSON.stringify(written));
  answer = () => {
    throw new TypeError('no network');
  };
  openForm();
  await send();
  expect(page.textContent).toContain('لم يُفقد شيء');
  answer = () => json(201, { id: written.id, ref: 'T1-2026-000123', seq: 7 });
  await send();
  expect(posts).toHaveLength(2);
  expect(posts[0]).toEqual(posts[1]);
  expect(posts[0]).toMatchObject({ id: written.id, type: 'fire', location: { lat: 27.037, lon: 14.428 } });
  expect(sent).toBe(1);
  expect(page.textContent).toContain('T1-2026-000123');
});

test('pressing send twice sends once, and the next report has an id of its own', async () => {
  sessionStorage.setItem(`t1.report.${officer}`, JSON.stringify(written));
  answer = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return json(201, { id: written.id, ref: 'T1-2026-000124', seq: 8 });
  };
  openForm();
  await act(async () => {
    const form = page.querySelector('form');
    form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve, 40));
  });
  expect(posts).toHaveLength(1);
  const next = JSON.parse(sessionStorage.getItem(`t1.report.${officer}`) ?? '{}') as {
    id?: string;
    title?: string;
  };
  expect(next.title).toBe('');
  expect(next.id).not.toBe(written.id);
});
