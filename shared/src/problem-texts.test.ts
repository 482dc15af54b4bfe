import { describe, expect, test } from 'vitest';
import { doors } from './doors.ts';
import { errorCodes, statusOf } from './errors.ts';
import { fieldName, localeFrom, locales, problemText } from './problem-texts.ts';

describe.each(errorCodes.map((code) => [code] as const))('%s', (code) => {
  test('is a whole sentence in Arabic and in English', () => {
    const [ar, en] = locales.map((locale) => problemText({ code }, locale));
    // A header keeps its Latin name in Arabic too.
    expect(ar?.replace('X-T1', '')).toMatch(/^\p{Script=Arabic}[^A-Za-z]+[.؟]$/u);
    expect(en).toMatch(/^[A-Z]\P{Script=Arabic}+[.?]$/u);
  });

  test('has a status that means refusal', () => {
    expect(statusOf[code]).toBeGreaterThanOrEqual(400);
    expect(statusOf[code]).toBeLessThan(600);
  });
});

test('no two refusals read the same', () => {
  for (const locale of locales) {
    expect(new Set(errorCodes.map((code) => problemText({ code }, locale))).size).toBe(errorCodes.length);
  }
});

test('the field to blame comes first, in the words of the screen', () => {
  expect(problemText({ code: 'malformed', field: 'location.lat' }, 'ar')).toMatch(/^خط العرض: /);
  expect(problemText({ code: 'malformed', field: 'location.lat' }, 'en')).toMatch(/^Latitude: /);
  expect(problemText({ code: 'malformed', field: 'plates.3' }, 'en')).toMatch(/^Vehicle plates: /);
  expect(problemText({ code: 'malformed', field: 'no.such' }, 'en')).toMatch(/^no\.such: /);
  for (const field of ['__proto__', 'constructor', 'toString']) expect(fieldName(field, 'en')).toBe(field);
});

test('every field that people fill in has a name of its own in both languages', () => {
  const filledIn = doors
    .filter(({ method }) => method === 'POST')
    .flatMap(({ body }) => Object.keys(body.shape))
    .filter((field) => field !== 'totp');
  expect(filledIn.length).toBeGreaterThan(20);
  for (const field of filledIn) {
    expect(fieldName(field, 'ar'), field).toMatch(/^[\p{Script=Arabic}\p{M}\s]+$/u);
    expect(fieldName(field, 'en'), field).toMatch(/^[A-Z][A-Za-z ]+$/);
  }
});

test('the language is the first one asked for that the room speaks, and Arabic otherwise', () => {
  expect(localeFrom(undefined)).toBe('ar');
  expect(localeFrom('')).toBe('ar');
  expect(localeFrom('fr-FR, en;q=0.8, ar;q=0.5')).toBe('en');
  expect(localeFrom('ar-LY,en')).toBe('ar');
  expect(localeFrom('fr, it')).toBe('ar');
  expect(localeFrom('EN-gb')).toBe('en');
});
