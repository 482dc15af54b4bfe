import { expect, test } from './pages/room-test.ts';

test('pressing send twice reports once', async ({ sit }) => {
  const reporter = await sit('derna-reporter');
  const report = { type: 'حريق', location: '32.767, 22.637', title: 'حريق في مزرعة' };
  await reporter.write(report);
  const send = reporter.form.getByRole('button', { name: 'إرسال البلاغ' });
  await send.dblclick();
  await expect(reporter.row(report.title)).toHaveCount(1);
  await reporter.page.waitForTimeout(500);
  await expect(reporter.row(report.title)).toHaveCount(1);
});

test('what the room refuses is said under its field, in the language of the screen, and nothing is stored', async ({
  sit,
}) => {
  const reporter = await sit('kufra-reporter');
  const report = { type: 'حريق', location: '41.9, 12.5', title: 'حريق بعيد' };
  await reporter.write(report);
  await reporter.send();
  await expect(reporter.form.getByText('الموقع خارج ليبيا')).toBeVisible();
  await expect(reporter.row(report.title)).toHaveCount(0);
});

for (const [form, text] of [
  ['decimal', '27.0370, 14.4280'],
  ['degrees', '27°02′13″N 14°25′41″E'],
  ['MGRS', '33R VK 43266 90662'],
  ['Arabic-Indic digits', '٢٧٫٠٣٧٠، ١٤٫٤٢٨٠'],
] as const) {
  test(`a location written as ${form} is found in Sabha`, async ({ sit }) => {
    const reporter = await sit('sabha-reporter');
    await reporter.form.getByLabel('الموقع').fill(text);
    await reporter.form.getByLabel('الموقع').press('Enter');
    await expect(reporter.form.getByText('مديرية أمن سبها')).toBeVisible();
  });
}

test('a place name and a click on the map both give a location', async ({ sit }) => {
  const reporter = await sit('sabha-reporter');
  const location = reporter.form.getByLabel('الموقع');
  await location.fill('سبها');
  await reporter.page.getByRole('option', { name: /^سبها/ }).click();
  await expect(reporter.form.getByText('مديرية أمن سبها')).toBeVisible();
  await reporter.form.getByRole('button', { name: 'تغيير' }).click();
  await reporter.form.getByRole('button', { name: 'اختر على الخريطة' }).click();
  const box = await reporter.map.boundingBox();
  if (box === null) throw new Error('The map is not on the screen.');
  await reporter.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(reporter.form.getByText('المديرية المختصة')).toBeVisible();
});

test('a draft outlives its page', async ({ sit }) => {
  const reporter = await sit('ubari-reporter');
  await reporter.write({ type: 'حريق', location: '26.59, 12.775', title: 'مسودة لم تُرسل' });
  await reporter.page.reload();
  await expect(reporter.form.getByLabel('العنوان')).toHaveValue('مسودة لم تُرسل');
});
