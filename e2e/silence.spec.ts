import { expect, test } from './pages/room-test.ts';

test('a screen that hears nothing says so, grows stale, and is whole again when the room is back', async ({
  room,
  sit,
}) => {
  const operator = await sit('t1-operator');
  const reporter = await sit('murzuq-reporter');
  const report = { type: 'سرقة', location: '25.916, 13.918', title: 'سرقة من محل' };
  await reporter.write(report);
  await reporter.send();
  await expect(operator.row(report.title)).toBeVisible();

  await operator.page.clock.install();
  await room.kill();
  await expect(operator.phase).toHaveAttribute('data-phase', 'late');
  await operator.page.clock.fastForward(31_000);
  await expect(operator.phase).toHaveAttribute('data-phase', 'stale');
  await expect(operator.page.getByText('البيانات قديمة منذ')).toBeVisible();
  // What is known stays readable; nothing pretends that it is the situation now.
  await expect(operator.row(report.title)).toBeVisible();

  const later = { ...report, title: 'بلاغ كُتب والغرفة مغلقة' };
  await reporter.write(later);
  await reporter.send();
  await expect(reporter.page.getByText('لم يُفقد شيء')).toBeVisible();

  await room.reopen();
  await operator.page.clock.resume();
  await expect(operator.phase).toHaveAttribute('data-phase', 'live', { timeout: 15_000 });
  await reporter.send();
  await expect(operator.row(later.title)).toHaveCount(1, { timeout: 15_000 });
});
