import { expect, test } from './pages/room-test.ts';

test('the room is Arabic in an English browser, and turns to English and back without a reload', async ({
  blank,
}) => {
  const page = await blank();
  const root = page.locator('html');
  await expect(root).toHaveAttribute('dir', 'rtl');
  await expect(root).toHaveAttribute('lang', 'ar');
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  await page.getByRole('button', { name: 'English' }).click();
  await expect(root).toHaveAttribute('dir', 'ltr');
  await expect(page.getByLabel('User name')).toBeVisible();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(root).toHaveAttribute('dir', 'rtl');
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});

test('a wrong password is refused under its field in the language of the screen', async ({ blank }) => {
  const page = await blank();
  await page.getByLabel('اسم المستخدم').fill('t1-operator');
  await page.getByLabel('كلمة المرور', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'دخول' }).click();
  await expect(page.getByText('اسم المستخدم أو كلمة المرور غير صحيحة')).toBeVisible();
});

test('auditors and administrators see no incident', async ({ sit }) => {
  for (const username of ['auditor-west', 'admin-east']) {
    const desk = await sit(username, { waitForLive: false });
    await expect(desk.page.getByText('لا توجد شاشة لهذا الدور بعد')).toBeVisible();
    await expect(desk.page.getByRole('row')).toHaveCount(0);
  }
});
