import type { Desk, Report } from './pages/desk.ts';
import { expect, test } from './pages/room-test.ts';

const journeys = [
  {
    locale: 'ar',
    directorate: 'jufra-hun',
    report: { type: 'اشتباك مسلح', location: '29.127, 15.948', title: 'اشتباك مسلح قرب المدرسة' },
    taken: /استلم: مناوب الجفرة \d\d:\d\d:\d\d/,
  },
  {
    locale: 'en',
    directorate: 'ghadames',
    report: { type: 'Armed clash', location: '30.134, 9.501', title: 'Armed clash near the bridge' },
    taken: /Acknowledged: Ghadames duty officer \d\d:\d\d:\d\d/,
  },
] as const;

/**
 * Sends the report and answers how long after its acceptance it stood on board, rail and map of the operator. On the
 * map only the first at a place is a symbol of its own: the next one there joins its heap.
 */
async function sendAndWatch(
  reporter: Desk,
  operator: Desk,
  report: Report,
  isFirstThere: boolean,
): Promise<number> {
  const before = await operator.severityPixels(1);
  await reporter.write(report);
  const accepted = reporter.page.waitForResponse(
    (response) => response.url().endsWith('/api/v1/incidents') && response.request().method() === 'POST',
  );
  await reporter.send();
  expect((await accepted).status()).toBe(201);
  const start = performance.now();
  await Promise.all([
    expect(operator.row(report.title)).toBeVisible(),
    expect(operator.alert(report.title)).toBeVisible(),
    isFirstThere &&
      expect.poll(() => operator.severityPixels(1), { intervals: [50] }).toBeGreaterThan(before),
  ]);
  return performance.now() - start;
}

for (const { locale, directorate, report, taken } of journeys) {
  test(`a report reaches map and board within a second, and its acknowledgement every screen (${locale})`, async ({
    sit,
  }) => {
    const operator = await sit('t1-operator', { locale });
    const duty = await sit(`${directorate}-duty`, { locale });
    const reporter = await sit(`${directorate}-reporter`, { locale });

    // The machine that runs this may be busy with something else: one of three reports must show the promise.
    const times: number[] = [];
    while (times.length < 3 && !times.some((ms) => ms < 1_000)) {
      const title = `${report.title} ${times.length + 1}`;
      times.push(await sendAndWatch(reporter, operator, { ...report, title }, times.length === 0));
    }
    expect(Math.min(...times)).toBeLessThan(1_000);

    const title = `${report.title} ${times.length}`;
    await expect(reporter.row(title)).toBeVisible();
    await duty.acknowledge(title);
    for (const desk of [operator, duty]) await expect(desk.alert(title)).toContainText(taken);
    await reporter.showAlerts();
    await expect(reporter.alert(title)).toContainText(taken);
  });
}

test('the key A acknowledges on an Arabic keyboard layout', async ({ sit }) => {
  const duty = await sit('ghat-duty');
  const reporter = await sit('ghat-reporter');
  await reporter.write({ type: 'إطلاق نار', location: '24.963, 10.18', title: 'إطلاق نار في السوق' });
  await reporter.send();
  await expect(duty.alert('إطلاق نار في السوق')).toBeVisible();
  // The physical key A writes ش on an Arabic layout.
  await duty.page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', key: 'ش', bubbles: true }));
  });
  await expect(duty.alert('إطلاق نار في السوق')).toContainText('استلم: مناوب غات');
});
