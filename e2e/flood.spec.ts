import { readSnapshot } from '@t1/shared/live-doors';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from './pages/room-test.ts';

const storm = 100;

test('in a flood the critical stands singly, the rest in groups, and the console stays usable', async ({
  sit,
}) => {
  const operator = await sit('t1-operator');
  const { page } = operator;
  for (let n = 1; n <= storm; n += 1) {
    const critical = n === storm;
    const answer = await page.request.post('/api/v1/incidents', {
      headers: { 'X-T1': '1' },
      data: {
        id: uuidv7(),
        type: 'fire',
        severity: critical ? 1 : 2,
        location: { lat: 24.199 + n / 10_000, lon: 23.291 },
        title: critical ? 'حريق في محطة الكهرباء' : `حريق في المزارع ${n}`,
      },
    });
    expect(answer.status()).toBe(201);
  }

  const rail = page.getByRole('region', { name: 'التنبيهات' });
  await expect(rail.getByRole('status')).toContainText(/فيضان تنبيهات: \d{2,3} خلال 10 د/);
  const group = rail.getByRole('listitem').filter({ hasText: 'الكفرة · حريق' });
  await expect(group).toContainText('99 تنبيهًا');
  await expect(operator.alert('حريق في محطة الكهرباء')).toBeVisible();

  // A group opens on a press, and all of it is taken only after a question.
  await group.getByRole('button', { name: 'الكفرة · حريق' }).click();
  await expect(operator.alert('حريق في المزارع 1').first()).toBeVisible();
  await group.getByRole('button', { name: 'استلام الكل' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'إلغاء' }).click();
  await expect(group).toContainText('99 تنبيهًا');

  // Once taken it leaves the top for its place among the taken ones, out of sight below the opened group.
  await operator.acknowledge('حريق في محطة الكهرباء');
  await expect(operator.alert('حريق في محطة الكهرباء')).toHaveCount(0, { timeout: 2_000 });

  // With its incidents closed the flood is over; the room is left as it was found.
  const { incidents } = readSnapshot.output.parse(await (await page.request.get('/api/v1/snapshot')).json());
  for (const { id, version, directorateId } of incidents) {
    if (directorateId !== 'kufra') continue;
    const answer = await page.request.post(`/api/v1/incidents/${id}/close`, {
      headers: { 'X-T1': '1' },
      data: { expectedVersion: version, disposition: 'action-taken' },
    });
    expect(answer.status()).toBe(200);
  }
  await expect(group).toHaveCount(0);
});
