import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, formatDms, formatMgrs, parseLocation, type LocationFault } from './coordinates.ts';
import { distanceMetres } from './geometry.ts';

const sabha = { lat: 27.037, lon: 14.428 };
const degrees = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true });
const anywhere = fc.record({ lat: degrees(90), lon: degrees(180) });
const inLibya = fc.record({
  lat: fc.double({ min: 19, max: 34, noNaN: true }),
  lon: fc.double({ min: 9, max: 26, noNaN: true }),
});

describe('every usual way to write it points at Sabha', () => {
  test.each([
    '27.037, 14.428',
    '27.037 14.428',
    '27.037;14.428',
    '(27.037,14.428)',
    '+27.037 +14.428',
    '٢٧٫٠٣٧، ١٤٫٤٢٨',
    '٢٧.٠٣٧ ١٤.٤٢٨',
    '۲۷٫۰۳۷؛ ۱۴٫۴۲۸',
    '\u202A27.037, 14.428\u202C',
    '27,037 14,428',
    '27.037 N, 14.428 E',
    'N27.037 E14.428',
    '14.428E 27.037N',
    '27.037N, 14.428',
    '14.428, 27.037N',
    '27.037° شمال، 14.428° شرق',
    'ش 27.037 ق 14.428',
    '٢٧٫٠٣٧ ش ١٤٫٤٢٨ ق',
  ])('%s', (text) => {
    expect(parseLocation(text)).toEqual({ ok: true, ...sabha, form: 'decimal' });
  });

  test.each([
    '27°02′13″N 14°25′41″E',
    `27°02'13"N 14°25'41"E`,
    `27°02'13.2"N, 14°25'40.8"E`,
    '27º02’13”N 14º25’41”E',
    '27 02 13 14 25 41',
    '27 02 13 N 14 25 41 E',
    '27°2.22′, 14°25.68′',
    '27 2.22 14 25.68',
    '٢٧°٠٢′١٣″ ش ١٤°٢٥′٤١″ ق',
    '27 درجة و 2 دقيقة و 13 ثانية شمالًا 14 درجة و25 دقيقة و41 ثانية شرقًا',
    '14°25′41″E 27°02′13″N',
  ])('%s', (text) => {
    const parsed = parseLocation(text);
    expect(parsed).toMatchObject({ ok: true, form: 'dms' });
    expect(parsed.ok && distanceMetres(parsed, sabha)).toBeLessThan(20);
  });

  test.each(['33RVK4326690662', '33R VK 43266 90662', '33rvk 4326 9066', '٣٣R VK ٤٣٢ ٩٠٦'])('%s', (text) => {
    const parsed = parseLocation(text);
    expect(parsed).toMatchObject({ ok: true, form: 'mgrs' });
    expect(parsed.ok && distanceMetres(parsed, sabha)).toBeLessThan(100);
  });
});

describe('what is not a location is refused with its reason', () => {
  test.each<[string, LocationFault]>([
    ['', 'empty'],
    [' \u200F ', 'empty'],
    ['سبها', 'unreadable'],
    ['شارع ش 27', 'unreadable'],
    ['27.037', 'unreadable'],
    ['27.037, 14.428, 12', 'unreadable'],
    ['27.037.1 14.428', 'unreadable'],
    ['27 02 13 14 25', 'unreadable'],
    ['27°61′N 14°25′E', 'unreadable'],
    ['27.5°30′N 14°25′E', 'unreadable'],
    ['27.037N 14.428N', 'unreadable'],
    ['-27.037N 14.428E', 'unreadable'],
    ['2703714428', 'unreadable'],
    ['1'.repeat(121), 'unreadable'],
    ['33R VK 43266 9066', 'unreadable'],
    ['27.037, 194.428', 'out-of-range'],
    ['97.037N 14.428E', 'out-of-range'],
    ['33R UA 4331 9129', 'out-of-range'],
    ['61R VK 4326 9066', 'out-of-range'],
    ['13.1913, 32.8872', 'swapped'],
    ['120.5, 27.03', 'swapped'],
    ['33R VK', 'too-vague'],
    ['33R VK 4 9', 'too-vague'],
  ])('%s: %s', (text, reason) => {
    expect(parseLocation(text)).toEqual({ ok: false, reason });
  });
});

test('numbers that could be meant in either order are believed', () => {
  expect(parseLocation('24.1, 23.3')).toMatchObject({ ok: true, lat: 24.1, lon: 23.3 });
  expect(parseLocation('48.85, 2.35')).toMatchObject({ ok: true, lat: 48.85, lon: 2.35 });
});

test('letters are believed even where the numbers alone would look exchanged', () => {
  expect(parseLocation('13.1913N 32.8872E')).toMatchObject({ ok: true, lat: 13.1913, lon: 32.8872 });
});

test('a decimal written by us in Libya is read back within a metre', () => {
  fc.assert(
    fc.property(inLibya, (point) => {
      const parsed = parseLocation(formatDecimal(point));
      expect(parsed).toMatchObject({ ok: true, form: 'decimal' });
      expect(parsed.ok && distanceMetres(parsed, point)).toBeLessThan(1);
    }),
  );
});

test('degrees, minutes and seconds written by us are read back within half a metre, anywhere', () => {
  fc.assert(
    fc.property(anywhere, (point) => {
      const parsed = parseLocation(formatDms(point));
      expect(parsed).toMatchObject({ ok: true, form: 'dms' });
      expect(parsed.ok && distanceMetres(parsed, point)).toBeLessThan(0.5);
    }),
  );
});

test('a grid reference written by us is read back within two metres, anywhere the grid reaches', () => {
  fc.assert(
    fc.property(
      fc.record({ lat: fc.double({ min: -80, max: 84, noNaN: true }), lon: degrees(180) }),
      (point) => {
        const parsed = parseLocation(formatMgrs(point) ?? '');
        expect(parsed).toMatchObject({ ok: true, form: 'mgrs' });
        expect(parsed.ok && distanceMetres(parsed, point)).toBeLessThan(2);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('our own forms are plain ASCII', () => {
  expect(formatDecimal(sabha)).toBe('27.03700, 14.42800');
  expect(formatDms(sabha)).toBe('27 02 13.20 N, 14 25 40.80 E');
  expect(formatDms({ lat: -0.5, lon: -9.99999999 })).toBe('0 30 00.00 S, 10 00 00.00 W');
  expect(formatMgrs(sabha)).toBe('33R VK 43266 90662');
  expect(formatMgrs({ lat: 85, lon: 14 })).toBeUndefined();
  expect(formatDecimal({ lat: -0.000001, lon: 0 })).toBe('0.00000, 0.00000');
});

test('no text makes the reader fall over, and every location it finds is on the earth', () => {
  const scraps = fc.constantFrom(
    '27',
    '14.4',
    '°',
    "'",
    '"',
    'N',
    'ش',
    'ق',
    ',',
    '؛',
    '٫',
    '-',
    ' ',
    'و',
    '33R',
    'VK',
    '٤',
    '\u202E',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(scraps, { maxLength: 14 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (scribble) => {
      const parsed = parseLocation(scribble);
      if (!parsed.ok) return;
      expect(Math.abs(parsed.lat)).toBeLessThanOrEqual(90);
      expect(Math.abs(parsed.lon)).toBeLessThanOrEqual(180);
    }),
    { numRuns: 2_000 },
  );
});
