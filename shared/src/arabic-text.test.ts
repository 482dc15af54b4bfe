import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasBidiControls, hasControlCharacters, normalizeArabic, toAsciiDigits } from './arabic-text.ts';

const SAME_WORDS: readonly (readonly [string, string])[] = [
  ['أحمد', 'احمد'],
  ['إبراهيم', 'ابراهيم'],
  ['مدرسة', 'مدرسه'],
  ['مصطفى', 'مصطفي'],
  ['مُحَمَّد', 'محمد'],
  ['مؤمن', 'مومن'],
  ['هانئ', 'هاني'],
  ['طـــرابلس', 'طرابلس'],
  ['١٢', '12'],
  ['آمال', 'امال'],
  ['ﻻﺟﺊ', 'لاجئ'],
];

describe('two spellings of one word are found by each other', () => {
  const collator = new Intl.Collator('ar', { usage: 'search', sensitivity: 'base' });
  test.each(SAME_WORDS)('%s is %s, here as in the collator', (one, other) => {
    expect(normalizeArabic(one)).toBe(normalizeArabic(other));
    expect(collator.compare(one, other)).toBe(0);
  });
});

test('different words stay different', () => {
  expect(normalizeArabic('سبها')).not.toBe(normalizeArabic('سرت'));
  expect(normalizeArabic('حريق')).not.toBe(normalizeArabic('غريق'));
});

test('Persian letters and digits count as the Arabic ones', () => {
  expect(normalizeArabic('کتابی ۱۲')).toBe(normalizeArabic('كتابي 12'));
});

test('punctuation, case and invisible marks do not hide a record', () => {
  expect(normalizeArabic('  T1-2026-000123 \u200F«سبها»، ')).toBe('t1 2026 000123 سبها');
  expect(normalizeArabic('\u202Aسب\u200Cها\u202C')).toBe('سبها');
  expect(normalizeArabic('؟!')).toBe('');
});

test('normalizing twice changes nothing, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = normalizeArabic(text);
      expect(normalizeArabic(once)).toBe(once);
      expect(once).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u);
    }),
  );
});

test('eastern digits become ASCII and nothing else is touched', () => {
  expect(toAsciiDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789 0123456789');
  expect(toAsciiDigits('لوحة ٥-١٢٣٤٥٦')).toBe('لوحة 5-123456');
});

test('a text that could be read backwards is recognised', () => {
  expect(hasBidiControls('حريق \u202Etxt')).toBe(true);
  expect(hasBidiControls('حريق \u2067سوق')).toBe(true);
  expect(hasBidiControls('حريق في سوق\u200F، 5-123456')).toBe(false);
});

test('control characters are recognised, line breaks and tabs are not counted', () => {
  expect(hasControlCharacters('a\u0000b')).toBe(true);
  expect(hasControlCharacters('a\u001Bb')).toBe(true);
  expect(hasControlCharacters('a\u009Fb')).toBe(true);
  expect(hasControlCharacters('سطر أول\r\n\tسطر ثان')).toBe(false);
});
