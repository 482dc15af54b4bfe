import type { Desk, Report } from './pages/desk.ts';
import { expect, test } from './pages/room-test.ts';

const journeys = [
  {
    locale: 'ar',
    report: { type: 'اشتباك مسلح', location: '27.037, 14.428', title: 'اشتباك مسلح قرب المدرسة' },
    taken: /استلم: مناوب سبها \d\d:\d\d:\d\d/,
  },
  {
    locale: 'en',
    report: { type: 'Armed clash', location: '27.041, 14.431', title: 'Armed clash near the bridge' },
    taken: /Acknowledged: Sabha duty officer \d\d:\d\d:\d\d/,
  },
] as const;

/** Sends the report and answers how long after its acceptance it stood on board, rail and map of the operator. */
async function sendAndWatch(reporter: Desk, operator: Desk, report: Report): Promise<number> {
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
    expect.poll(() => operator.severityPixels(1), { intervals: [50] }).toBeGreaterThan(before),
  ]);
  return performance.now() - start;
}

for (const { locale, report, taken } of journeys) {
  test(`a report reaches map and board within a second, and its acknowledgement every screen (${locale})`, async ({
    sit,
  }) => {
    const operator = await sit('t1-operator', { locale });
    const duty = await sit('sabha-duty', { locale });
    const reporter = await sit('sabha-reporter', { locale });

    // The machine that runs this may be busy with something else: one of three reports must show the promise.
    const times: number[] = [];
    while (times.length < 3 && !times.some((ms) => ms < 1_000)) {
      const title = `${report.title} ${times.length + 1}`;
      times.push(await sendAndWatch(reporter, operator, { ...report, title }));
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
