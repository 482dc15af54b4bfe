import { argon2Sync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password is known again, in whichever way its signs were typed, and another is not', async () => {
  const hash = await hashPassword('كلمة سرّ طويلة ①');
  expect(await verifyPassword('كلمة سرّ طويلة 1', hash)).toBe(true);
  expect(await verifyPassword('كلمة سرّ طويلة 2', hash)).toBe(false);
});

test('a password hashed at the cost of an earlier day still opens', async () => {
  const nonce = randomBytes(16);
  const then = { memory: 8_192, passes: 1 };
  const key = argon2Sync('argon2id', {
    message: 'an old password',
    nonce,
    ...then,
    parallelism: 1,
    tagLength: 32,
  });
  const hash = `argon2id$${then.memory}$${then.passes}$${nonce.toString('base64url')}$${key.toString('base64url')}`;
  expect(await verifyPassword('an old password', hash)).toBe(true);
});

test('nobody opens without a hash, nor with one that is none', async () => {
  expect(await verifyPassword('anything', undefined)).toBe(false);
  expect(await verifyPassword('anything', 'bcrypt$1$2$3$4')).toBe(false);
});
