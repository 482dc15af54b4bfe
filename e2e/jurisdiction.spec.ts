import { expect, test } from './pages/room-test.ts';

test("Sabha's screen shows nothing of Benghazi, and its address answers like one that does not exist", async ({
  sit,
}) => {
  const benghazi = await sit('greater-benghazi-reporter');
  const sabha = await sit('sabha-duty');
  const operator = await sit('t1-operator');
  const report = { type: 'سطو مسلح', location: '32.115, 20.069', title: 'سطو على مصرف في بنغازي' };
  await benghazi.write(report);
  await benghazi.send();
  await expect(operator.row(report.title)).toBeVisible();
  await expect(sabha.row(report.title)).toHaveCount(0);
  await expect(sabha.alert(report.title)).toHaveCount(0);

  await operator.row(report.title).getByRole('button').first().click();
  await expect(operator.page).toHaveURL(/\/incidents\//);
  await sabha.page.goto(new URL(operator.page.url()).pathname);
  await expect(sabha.page.getByText('لا يوجد بلاغ بهذا المعرّف')).toBeVisible();
});
