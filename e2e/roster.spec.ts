import { expect, test } from './pages/room-test.ts';

test('a duty that is cancelled is a gap on the screen of the room at once, and a new shift closes it', async ({
  sit,
}) => {
  const supervisor = await sit('t1-supervisor', { locale: 'en' });
  const duty = await sit('ghat-duty');
  for (const { page } of [supervisor, duty]) await page.goto('/roster');
  const ghat = supervisor.page.getByRole('row').filter({ hasText: 'Ghat' });
  await expect(ghat).toBeVisible();
  await expect(supervisor.page.getByText('No gaps within 24 hours')).toBeVisible();

  await duty.page.getByRole('row').getByRole('button', { name: 'مناوب غات' }).first().click();
  await duty.page.getByRole('button', { name: 'إلغاء المناوبة' }).click();
  const dialog = duty.page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'إلغاء المناوبة' }).click();
  await expect(duty.page.getByText('لا مناوب الآن')).toBeVisible();
  await expect(supervisor.page.getByText('1 directorate without an officer on duty')).toBeVisible();
  await expect(ghat.getByText('Nobody on duty now')).toBeVisible();

  await supervisor.page.getByRole('button', { name: 'Gaps only' }).click();
  await expect(supervisor.page.getByRole('rowheader')).toHaveCount(1);
  await ghat.getByRole('button', { name: 'Nobody' }).first().click();
  const form = supervisor.page.getByRole('dialog');
  await form.getByLabel('Name or office').fill('Relief officer');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(duty.page.getByRole('button', { name: 'Relief officer' }).first()).toBeVisible();
});

test('a file is shown row by row with what is wrong, and imported when nothing is', async ({ sit }) => {
  const { page } = await sit('zuwara-duty', { locale: 'en' });
  await page.goto('/roster');
  await page.getByRole('button', { name: 'Import from file' }).click();
  const dialog = page.getByRole('dialog');
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const choose = (directorate: string) =>
    dialog.getByLabel('Choose a file').setInputFiles({
      name: 'roster.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'directorate,position,officer,phone,starts,ends\r\n' +
          `${directorate},on-duty,Weekend officer,,${day} 08:00,${day} 20:00\r\n`,
      ),
    });
  await choose('tripoli');
  await expect(dialog.getByText('1 row is wrong')).toBeVisible();
  await expect(dialog.getByText('You are not permitted to do this.')).toBeVisible();
  await choose('zuwara');
  await dialog.getByRole('button', { name: 'Import 1 row' }).click();
  await expect(page.getByRole('button', { name: 'Weekend officer' })).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export XLSX' }).click();
  expect((await download).suggestedFilename()).toMatch(/^EXERCISE-roster-.*\.xlsx$/);
});
