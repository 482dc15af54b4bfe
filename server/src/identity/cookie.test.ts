import { expect, test } from 'vitest';
import { readSettings } from '../platform/env.ts';
import { cookieName, cookieOptions, tokenIn } from './cookie.ts';

const database = { DATABASE_URL: 'postgres://nobody@127.0.0.1/t1' };
const loopback = readSettings(database);
const behindProxy = readSettings({ ...database, T1_ALLOWED_ORIGINS: 'https://t1.example' });

test('on this machine alone the cookie goes over plain HTTP', () => {
  expect([cookieName(loopback), cookieOptions(loopback).secure]).toEqual(['t1', false]);
});

test('where the room is reached by HTTPS the cookie is bound to the host and never sent in the clear', () => {
  expect([cookieName(behindProxy), cookieOptions(behindProxy).secure]).toEqual(['__Host-t1', true]);
  expect(cookieOptions(behindProxy)).toMatchObject({ path: '/', httpOnly: true, sameSite: 'strict' });
});

test('the token is found among other cookies, by its exact name', () => {
  expect(tokenIn('a=1; t1=token; b=2', loopback)).toBe('token');
  expect(tokenIn('xt1=no; t12=no', loopback)).toBeUndefined();
  expect(tokenIn('t1=token', behindProxy)).toBeUndefined();
  expect(tokenIn(`t1=${'x'.repeat(129)}`, loopback)).toBeUndefined();
  expect(tokenIn(undefined, loopback)).toBeUndefined();
});
