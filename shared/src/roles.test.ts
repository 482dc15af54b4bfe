import { describe, expect, test } from 'vitest';
import { can, permissions, permissionsOf, refOf, roles, systemActor } from './roles.ts';
import type { Permission, Role } from './roles.ts';

const all = permissions.join(' ');

// Written out once more on purpose: a right given by mistake must be given twice.
const rights: Record<Role, string> = {
  operator: all.replace('incident:reopen ', '').replace(' roster:write', ''),
  supervisor: all,
  duty: all.replace('incident:transfer ', ''),
  reporter:
    'live:read reference:read incident:read incident:report incident:amend incident:note alert:read roster:read',
  auditor: 'reference:read',
  admin: 'reference:read roster:read roster:write',
  system: '',
};

describe.each(roles.map((role) => [role] as const))('%s', (role) => {
  test.each(permissions.map((permission) => [permission] as const))('%s', (permission) => {
    expect(can({ role }, permission)).toBe(rights[role].split(' ').includes(permission));
  });

  test('lists its permissions in the order of the list', () => {
    expect(permissionsOf(role).join(' ')).toBe(rights[role]);
  });
});

test('nobody who audits or administers may read or change an incident or an alert', () => {
  const content = permissions.filter((permission: Permission) => /^(incident|alert|live):/.test(permission));
  for (const role of ['auditor', 'admin', 'system'] as const) {
    expect(content.filter((permission) => can({ role }, permission))).toEqual([]);
  }
});

test('the reference of an actor tells name, role and directorate, not the user name', () => {
  const actor = {
    id: systemActor.id,
    username: 'sabha-duty',
    nameAr: 'مناوب',
    nameEn: 'Duty',
    role: 'duty',
  } as const;
  expect(refOf({ ...actor, ministryId: 'east', directorateId: 'sabha' })).toEqual({
    id: actor.id,
    nameAr: 'مناوب',
    nameEn: 'Duty',
    role: 'duty',
    directorateId: 'sabha',
  });
  expect(refOf(actor)).not.toHaveProperty('directorateId');
});
