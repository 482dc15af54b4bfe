import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audienceKey, covers, visibleTo } from './jurisdiction.ts';
import type { Actor, Role } from './roles.ts';
import { can, roles } from './roles.ts';

const person = (role: Role, directorateId?: string): Actor => ({
  id: '01900000-0000-7000-8000-000000000001',
  username: role,
  nameAr: 'شخص',
  nameEn: 'Person',
  role,
  ...(directorateId === undefined ? {} : { directorateId }),
});

const directorate: fc.Arbitrary<string> = fc.constantFrom('sabha', 'greater-benghazi', 'tripoli', 'ghat', '');
const anybody = fc
  .tuple(fc.constantFrom(...roles), fc.option(directorate, { nil: undefined }))
  .map(([role, directorateId]) => person(role, directorateId));

describe('what an actor may see', () => {
  test('is everything for the room, the own directorate for its people, nothing for the rest', () => {
    const seen = Object.fromEntries(
      roles.map((role) => [role, audienceKey(visibleTo(person(role, 'sabha')))]),
    );
    expect(seen).toEqual({
      operator: 'national',
      supervisor: 'national',
      duty: 'directorate:sabha',
      reporter: 'directorate:sabha',
      auditor: 'none',
      admin: 'none',
      system: 'none',
    });
  });

  test('is nothing for people of a directorate to whom none was given', () => {
    for (const role of ['duty', 'reporter'] as const)
      expect(visibleTo(person(role))).toEqual({ kind: 'none' });
  });

  test('is nothing without the permission to read incidents', () => {
    fc.assert(
      fc.property(anybody, (actor) => {
        if (!can(actor, 'incident:read')) expect(visibleTo(actor).kind).toBe('none');
      }),
    );
  });
});

test('outside the room nobody sees what the own directorate is not named in', () => {
  fc.assert(
    fc.property(anybody, fc.array(directorate), (actor, audience) => {
      const sees = covers(visibleTo(actor), audience);
      const isRoom = actor.role === 'operator' || actor.role === 'supervisor';
      const isNamed = actor.directorateId !== undefined && audience.includes(actor.directorateId);
      if (!isRoom && !isNamed) expect(sees).toBe(false);
      if (isRoom) expect(sees).toBe(true);
    }),
  );
});

test('two actors receive the same frames exactly when they see the same', () => {
  fc.assert(
    fc.property(anybody, anybody, (one, other) => {
      const [a, b] = [visibleTo(one), visibleTo(other)];
      expect(audienceKey(a) === audienceKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
  );
});
