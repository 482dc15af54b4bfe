import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClientId, Instant, lookupText, writtenText } from './text.ts';

describe('what people write', () => {
  const text = writtenText(20);

  test('is trimmed and kept as written otherwise', () => {
    expect(text.parse('  سيارة رقم ١٢\u200C٣ \n')).toBe('سيارة رقم ١٢\u200C٣');
    expect(text.parse('سطر\nوسطر\tآخر')).toBe('سطر\nوسطر\tآخر');
  });

  test.each([
    ['nothing', ' \t '],
    ['too much', 'x'.repeat(21)],
    ['an override', 'a\u202Eb'],
    ['an isolate', 'a\u2067b'],
    ['a zero byte', 'a\u0000b'],
    ['an escape', 'a\u001Bb'],
    ['half a character', 'a\uD83Db'],
  ])('is refused with %s', (_, value) => {
    expect(text.safeParse(value).success).toBe(false);
  });

  test('is never stored as anything else than was sent, once it passed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (value) => {
        const parsed = text.safeParse(value);
        if (parsed.success) expect(Buffer.from(parsed.data, 'utf8').toString('utf8')).toBe(value.trim());
      }),
    );
  });
});

test('what is looked up holds no control character', () => {
  expect(lookupText(5).safeParse('LY-SB').success).toBe(true);
  expect(lookupText(5).safeParse('a\u0000').success).toBe(false);
  expect(lookupText(5).safeParse('123456').success).toBe(false);
});

test('an instant has a zone', () => {
  expect(Instant.safeParse('2026-03-01T10:00:00+02:00').success).toBe(true);
  expect(Instant.safeParse('2026-03-01T10:00:00').success).toBe(false);
});

test('a client makes ids of version 7; capitals are the same id', () => {
  const id = '01900000-0000-7000-8000-00000000000a';
  expect(ClientId.parse(id.toUpperCase())).toBe(id);
  expect(ClientId.safeParse('f81d4fae-7dec-41d0-a765-00a0c91e6bf6').success).toBe(false);
});
