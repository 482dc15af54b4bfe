import type { Desk } from './pages/desk.ts';
import { expect, test } from './pages/room-test.ts';

/** A high incident of Sabha, in the words of the reporter. */
async function reportHigh(reporter: Desk, title: string): Promise<void> {
  await reporter.write({ type: 'مشاجرة', location: '27.037, 14.428', title });
  await reporter.form.getByRole('button', { name: 'عالٍ' }).click();
  await reporter.send();
}

test('an acknowledgement says what the officer means to do, and can be taken back for ten seconds', async ({
  sit,
}) => {
  const operator = await sit('t1-operator', { locale: 'en' });
  const duty = await sit('sabha-duty');
  const reporter = await sit('sabha-reporter');
  await reportHigh(reporter, 'مشاجرة أمام السوق');
  await operator.findAlert('مشاجرة أمام السوق', 'Sabha');

  await duty.sendPatrol('مشاجرة أمام السوق');
  await expect(operator.alert('مشاجرة أمام السوق')).toContainText('Acknowledged: Sabha duty officer');
  await expect(operator.alert('مشاجرة أمام السوق')).toContainText('Patrol sent');
  await expect(operator.alert('مشاجرة أمام السوق')).toContainText(/Action due within 09:\d\d/);

  await duty.undo('مشاجرة أمام السوق');
  await expect(operator.alert('مشاجرة أمام السوق')).not.toContainText('Acknowledged');
  await expect(operator.alert('مشاجرة أمام السوق')).toContainText(/next in 0[12]:\d\d/);
});

test('a shelved alert stands apart with its reason and time, and comes back when it is called', async ({
  sit,
}) => {
  const duty = await sit('sabha-duty');
  const reporter = await sit('sabha-reporter');
  await reportHigh(reporter, 'خلاف على قطعة أرض');

  await duty.shelve('خلاف على قطعة أرض', 'الدورية في الطريق');
  await expect(duty.alert('خلاف على قطعة أرض')).toContainText('الدورية في الطريق');
  await expect(duty.alert('خلاف على قطعة أرض')).toContainText(/يعود من نفسه \d\d:\d\d:\d\d/);
  await expect(duty.page.getByRole('heading', { name: 'المؤجلة' })).toBeVisible();

  await duty.unshelve('خلاف على قطعة أرض');
  await expect(duty.alert('خلاف على قطعة أرض')).toContainText('تصعيد 0 من 3');
  await expect(duty.page.getByRole('heading', { name: 'المؤجلة' })).toBeHidden();
});

test('who cannot hands on at once, and the room sees the step and to whom it speaks now', async ({ sit }) => {
  const operator = await sit('t1-operator');
  const duty = await sit('sabha-duty');
  const reporter = await sit('sabha-reporter');
  await reportHigh(reporter, 'شجار في موقف الحافلات');
  await operator.findAlert('شجار في موقف الحافلات', 'سبها');
  await expect(operator.alert('شجار في موقف الحافلات')).toContainText('تصعيد 0 من 3');

  await duty.cannot('شجار في موقف الحافلات');
  await expect(operator.alert('شجار في موقف الحافلات')).toContainText('تصعيد 1 من 3');
  await expect(operator.alert('شجار في موقف الحافلات')).toContainText('الضابط الثاني');
});

test('an action closes the loop, and every head counts one less', async ({ sit }) => {
  const operator = await sit('t1-operator');
  const duty = await sit('sabha-duty');
  const reporter = await sit('sabha-reporter');
  await reportHigh(reporter, 'ازدحام عند محطة الوقود');
  await operator.findAlert('ازدحام عند محطة الوقود', 'سبها');
  await expect(operator.alert('ازدحام عند محطة الوقود')).toBeVisible();
  const before = await operator.openLoops();

  await duty.acknowledge('ازدحام عند محطة الوقود');
  await expect(operator.alert('ازدحام عند محطة الوقود')).toContainText('يُنتظر إجراء');
  // Acknowledging is not acting.
  expect(await operator.openLoops()).toBe(before);

  await duty.act('ازدحام عند محطة الوقود', 'دورية نجدة في الموقع');
  await expect.poll(() => operator.openLoops()).toBe(before - 1);
  await expect(operator.alert('ازدحام عند محطة الوقود')).not.toContainText('يُنتظر إجراء');
  await expect(duty.page.locator('[data-incident]')).toContainText('دورية نجدة في الموقع');
});

test('the keys U, E and H work on an Arabic layout, and severity 1 is never shelved', async ({ sit }) => {
  const duty = await sit('misrata-duty');
  const reporter = await sit('misrata-reporter');
  await reporter.write({ type: 'إطلاق نار', location: '32.375, 15.093', title: 'إطلاق نار قرب المعبر' });
  await reporter.form.getByRole('button', { name: 'حرج' }).click();
  await reporter.send();
  const alert = duty.alert('إطلاق نار قرب المعبر');
  await expect(alert).toBeVisible();
  const press = (code: string, key: string) =>
    duty.page.evaluate(
      ([pressed, written]) => {
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { code: pressed ?? '', key: written ?? '', bubbles: true }),
        );
      },
      [code, key],
    );

  await press('KeyH', 'ا');
  await expect(duty.page.getByRole('dialog')).toBeHidden();
  await press('KeyE', 'ث');
  await expect(alert).toContainText('تصعيد 1 من 3');
  await press('KeyA', 'ش');
  await expect(alert).toContainText('استلم: مناوب مصراتة');
  await press('KeyU', 'ع');
  await expect(alert).not.toContainText('استلم:');
});
