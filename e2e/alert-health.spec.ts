import type { Page } from '@playwright/test';
import { listAlerts } from '@t1/shared/alert-doors';
import { readAlertHealth } from '@t1/shared/alert-health';
import { v7 as uuidv7 } from 'uuid';
import type { Desk } from './pages/desk.ts';
import { expect, test } from './pages/room-test.ts';

const fires = 12;

/** Reports as another program of the directorate would send them: faster than a hand can write. */
async function reportFires(reporter: Desk): Promise<void> {
  for (let n = 0; n < fires; n += 1) {
    const answer = await reporter.page.request.post('/api/v1/incidents', {
      headers: { 'X-T1': '1' },
      data: {
        id: uuidv7(),
        type: 'fire',
        severity: 2,
        location: { lat: 24.963, lon: 10.18 },
        title: `حريق في مزرعة النخيل ${n + 1}`,
      },
    });
    expect(answer.status()).toBe(201);
  }
}

/** How many alerts the room counts for whoever sits at this screen. */
async function raised(page: Page): Promise<number> {
  const answer = await page.request.get('/api/v1/alerts/health');
  return readAlertHealth.output.parse(await answer.json()).raised;
}

/** In a flood the rail shows groups: one alert is taken as another program of the directorate would do it. */
async function acknowledgeOne(page: Page): Promise<void> {
  const { items } = listAlerts.output.parse(await (await page.request.get('/api/v1/alerts')).json());
  const [alert] = items;
  const answer = await page.request.post(`/api/v1/alerts/${alert?.id}/acknowledge`, {
    headers: { 'X-T1': '1' },
    data: { expectedVersion: alert?.version },
  });
  expect(answer.status()).toBe(200);
}

async function openHealth(desk: Desk): Promise<void> {
  await desk.page.getByRole('button', { name: 'قائمة المستخدم' }).click();
  await desk.page.getByRole('menuitem', { name: 'صحة الإنذارات' }).click();
  await expect(desk.page.getByRole('heading', { name: 'صحة الإنذارات' })).toBeVisible();
}

test('alarm health shows what was reported and acknowledged, to those whose alerts they are', async ({
  sit,
}) => {
  const reporter = await sit('ghat-reporter');
  const duty = await sit('ghat-duty');
  await reportFires(reporter);
  await expect.poll(() => raised(duty.page)).toBe(fires);
  await acknowledgeOne(duty.page);

  await openHealth(duty);
  const { page } = duty;
  const peak = page.locator('dl > div').filter({ hasText: 'ذروة 10 دقائق' });
  await expect(peak).toContainText(String(fires));
  await expect(peak).toContainText('يُراقَب');
  await expect(page.getByRole('img', { name: 'رُفع 12 تنبيه' })).toBeVisible();

  const directorates = page.getByRole('region', { name: 'زمن الاستلام حسب المديرية' });
  await expect(directorates.getByRole('row').nth(1)).toContainText(/غات\s*12\s*1\s*11/);
  const chattering = page.getByRole('region', { name: 'المصادر المتكررة' });
  await expect(chattering.getByRole('row').nth(1)).toContainText(/غات\s*حريق\s*12/);
  const load = page.getByRole('region', { name: 'العبء على كل حساب' });
  await expect(load.getByRole('row')).toHaveCount(2);

  await page.getByRole('button', { name: '7 أيام' }).click();
  await expect(page.getByText('أكثر عشر دقائق ازدحامًا في ساعة')).toBeVisible();
  await expect(directorates.getByRole('row').nth(1)).toContainText(/غات\s*12\s*1\s*11/);

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Alarm health' })).toBeVisible();
  // Time runs from left to right in both languages.
  await expect(page.getByTestId('rate').locator('xpath=ancestor::*[@dir][1]')).toHaveAttribute('dir', 'ltr');

  const elsewhere = await sit('zliten-duty');
  await openHealth(elsewhere);
  await expect(elsewhere.page.getByText('لم يُرفع أي تنبيه في هذه المدة')).toBeVisible();
});
