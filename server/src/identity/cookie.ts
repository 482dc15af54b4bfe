import type { CookieOptions } from 'express';
import type { Settings } from '../platform/env.ts';
import { isLoopback } from '../platform/env.ts';

/** The room is reached by HTTPS when it listens beyond this machine, or behind a proxy with an https origin. */
function isSecure(settings: Settings): boolean {
  return !isLoopback(settings.host) || settings.allowedOrigins.some((origin) => origin.startsWith('https:'));
}

/** `__Host-t1` wherever the room is reached by HTTPS; `t1` on loopback, where there is plain HTTP. */
export function cookieName(settings: Settings): string {
  return isSecure(settings) ? '__Host-t1' : 't1';
}

/** Attributes of the session cookie. */
export function cookieOptions(settings: Settings): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure(settings) };
}

/** The session token in a Cookie header. */
export function tokenIn(header: string | undefined, settings: Settings): string | undefined {
  const name = cookieName(settings);
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value.length <= 128) return value;
  }
  return undefined;
}
