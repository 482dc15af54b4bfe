import * as mgrsPackage from 'mgrs';
import { toAsciiDigits } from './arabic-text.ts';
import type { Point } from './geometry.ts';

/** How a location was written. A single number per axis is `decimal`, minutes or seconds make it `dms`. */
export const LOCATION_FORMS = ['decimal', 'dms', 'mgrs'] as const;
export type LocationForm = (typeof LOCATION_FORMS)[number];

/**
 * Why a text is not a location: nothing in it, not coordinates, outside the earth's range, latitude and longitude
 * evidently exchanged, or a grid square too large to send anyone to.
 */
export const LOCATION_FAULTS = ['empty', 'unreadable', 'out-of-range', 'swapped', 'too-vague'] as const;
export type LocationFault = (typeof LOCATION_FAULTS)[number];

export type ParsedLocation =
  | { readonly ok: true; readonly lat: number; readonly lon: number; readonly form: LocationForm }
  | { readonly ok: false; readonly reason: LocationFault };

type Axis = 'lat' | 'lon';
interface Angle {
  readonly degrees: number;
  readonly axis: Axis | undefined;
  readonly isSplit: boolean;
}

// Node loads the package as CommonJS (everything under `default`), the bundler as a module (by name).
const commonJs: unknown = Reflect.get(mgrsPackage, 'default');
const mgrs = (commonJs ?? mgrsPackage) as typeof mgrsPackage;

const LONGEST_LOCATION = 120;
const INVISIBLE = /[\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const BLANKS = /[\s()[\]]+/gu;
const VOWEL_SIGNS = /[\u064B-\u0652]/gu;

/** A word counts only when no letter touches it: `ش` is north, the same letter inside a street name is not. */
const word = (spellings: string): RegExp => new RegExp(`(?<!\\p{L})(?:${spellings})(?!\\p{L})`, 'gu');

// Seconds come before minutes, because two minute marks in a row are one second mark.
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/،/gu, ','],
  [/؛/gu, ';'],
  [/٫/gu, '.'],
  [/\u2212/gu, '-'],
  [word('و'), ' '],
  [word('n|north|ش|شمال|شمالا|شمالي'), 'N'],
  [word('s|south|ج|جنوب|جنوبا|جنوبي'), 'S'],
  [word('e|east|ق|شرق|شرقا|شرقي'), 'E'],
  [word('w|west|غ|غرب|غربا|غربي'), 'W'],
  [word('درجة|درجه|deg|d'), '°'],
  [word('ثانية|ثانيه|sec'), '"'],
  [word('دقيقة|دقيقه|min'), "'"],
  [/[º˚∘]/gu, '°'],
  [/[“”″ʺ˝]/gu, '"'],
  [/[‘’′ʹ´`]/gu, "'"],
  [/''/gu, '"'],
];

const MGRS_TEXT = /^(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d*)$/u;
const BAND_LETTERS = 'CDEFGHJKLMNPQRSTUVWX';
const DIGITS_OF_ONE_KILOMETRE = 4;

/** Two commas and a gap between the pairs, `27,037 14,428`: the commas can only be decimal signs. */
const DECIMAL_COMMAS = /^([+-]?\d{1,3}),(\d+)[ ;]+([+-]?\d{1,3}),(\d+)$/u;

const TOKENS = /\d+(?:\.\d+)?|\S/gu;
const NUMBER = /^\d/u;
const NUMBER_TOKEN = /^\d.*$/u;
const HEMISPHERE = /^[NSEW]$/u;
/** One axis, each number written as `#` and each hemisphere as `N`: marks may be left out, but not exchanged. */
const AXIS_SHAPE = /^N?[+-]?#°?(?:#'?(?:#"?)?)?N?$/u;

/** Latitudes and longitudes of Libya with its waters: the country whose locations this room is told. */
const HOME = { south: 19, north: 34.6, west: 9, east: 26 };

/**
 * Reads a location as people write and paste it: decimal degrees, degrees with minutes and seconds, or MGRS; Latin,
 * Arabic-Indic or Persian digits; N/E or شمال/شرق. Latitude comes first unless letters say otherwise. Never throws.
 *
 * Exchanged numbers are refused as `swapped`, not put right in silence: a wrong guess would send a patrol a thousand
 * kilometres away. They are called exchanged only when the order written cannot be meant (a latitude beyond 90°, or a
 * place outside Libya) and the other order lies in Libya or is the only possible one; letters are always believed.
 */
export function parseLocation(text: string): ParsedLocation {
  if (text.length > LONGEST_LOCATION) return fault('unreadable');
  const plain = toAsciiDigits(text)
    .replace(INVISIBLE, '')
    .replace(VOWEL_SIGNS, '')
    .replace(BLANKS, ' ')
    .trim();
  if (plain === '') return fault('empty');
  const grid = MGRS_TEXT.exec(plain.toUpperCase().replaceAll(' ', ''));
  return grid === null ? parseAngles(plain.toLowerCase()) : parseMgrs(grid);
}

/** `27.03700, 14.42800`: latitude first, five decimals (about one metre), ASCII. */
export function formatDecimal({ lat, lon }: Point): string {
  return `${fixed(lat, 5)}, ${fixed(lon, 5)}`;
}

/** `27 02 13.20 N, 14 25 40.80 E`: degrees, minutes and hundredths of a second (about 30 cm), ASCII. */
export function formatDms({ lat, lon }: Point): string {
  return `${dms(lat)} ${lat < 0 ? 'S' : 'N'}, ${dms(lon)} ${lon < 0 ? 'W' : 'E'}`;
}

/** `33R VK 43266 90662`: the one-metre MGRS square that holds the point; undefined near the poles, where the grid ends. */
export function formatMgrs({ lat, lon }: Point): string | undefined {
  if (lat < -80 || lat > 84) return undefined;
  // The package rounds the last metre before the date line into a zone 61, which does not exist.
  const eastOfGreenwich = Math.min(lon, 179.999999);
  const [, zone = '', band = '', square = '', digits = ''] =
    MGRS_TEXT.exec(mgrs.forward([eastOfGreenwich, lat], 5)) ?? [];
  return `${zone}${band} ${square} ${digits.slice(0, 5)} ${digits.slice(5)}`;
}

function parseMgrs([, zone = '', band = '', square = '', digits = '']: readonly string[]): ParsedLocation {
  if (digits.length % 2 !== 0 || digits.length > 10) return fault('unreadable');
  if (Number(zone) < 1 || Number(zone) > 60) return fault('out-of-range');
  if (digits.length < DIGITS_OF_ONE_KILOMETRE) return fault('too-vague');
  const point = pointOfMgrs(`${zone}${band}${square}${digits}`);
  if (point === undefined) return fault('unreadable');
  // The package computes a place for any letters; one that lies outside its own zone and band was mistyped.
  const middleOfZone = Number(zone) * 6 - 183;
  const southOfBand = BAND_LETTERS.indexOf(band) * 8 - 80;
  const northOfBand = southOfBand + (band === 'X' ? 12 : 8);
  const awayFromZone = Math.abs(point.lon - middleOfZone);
  if (awayFromZone > 6.1 || point.lat < southOfBand - 0.1 || point.lat > northOfBand + 0.1)
    return fault('out-of-range');
  // The middle of a square on the date line may lie on its far side.
  const lon = point.lon > 180 ? point.lon - 360 : Math.max(-180, point.lon);
  return { ok: true, lat: point.lat, lon, form: 'mgrs' };
}

function pointOfMgrs(reference: string): Point | undefined {
  try {
    const [lon, lat] = mgrs.toPoint(reference);
    if (!Number.isFinite(lat) || !Number.isFinite(lon)) return undefined;
    return { lat, lon };
  } catch {
    return undefined;
  }
}

function parseAngles(plain: string): ParsedLocation {
  let spelled = plain;
  for (const [spelling, mark] of SPELLINGS) spelled = spelled.replace(spelling, mark);
  const halves = halvesOf(spelled.replace(DECIMAL_COMMAS, '$1.$2 $3.$4'));
  const [first, second] = halves.map(angleOf);
  if (halves.length !== 2 || first === undefined || second === undefined) return fault('unreadable');
  if (first.axis !== undefined && first.axis === second.axis) return fault('unreadable');
  const isLonFirst = first.axis === 'lon' || second.axis === 'lat';
  const lat = (isLonFirst ? second : first).degrees;
  const lon = (isLonFirst ? first : second).degrees;
  const isLettered = first.axis !== undefined || second.axis !== undefined;
  if (!isLettered && isEvidentlySwapped(lat, lon)) return fault('swapped');
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return fault('out-of-range');
  return { ok: true, lat, lon, form: first.isSplit || second.isSplit ? 'dms' : 'decimal' };
}

/** Cuts the text in front of its second axis: at a separator, a letter, a degree mark or, with numbers only, in the middle. */
function halvesOf(spelled: string): string[][] {
  const tokens = spelled.match(TOKENS) ?? [];
  const separators = positionsOf(tokens, (token) => token === ',' || token === ';');
  const [separator] = separators;
  if (separators.length > 1) return [];
  if (separator !== undefined) return [tokens.slice(0, separator), tokens.slice(separator + 1)];
  const cut = cutOf(tokens);
  return cut === undefined ? [] : [tokens.slice(0, cut), tokens.slice(cut)];
}

function cutOf(tokens: readonly string[]): number | undefined {
  const letters = positionsOf(tokens, (token) => HEMISPHERE.test(token));
  const numbers = positionsOf(tokens, (token) => NUMBER.test(token));
  const degreeMarks = positionsOf(tokens, (token) => token === '°');
  const [firstLetter, secondLetter] = letters;
  if (firstLetter !== undefined) {
    if (firstLetter > 0)
      return firstLetter === tokens.length - 1 ? middleOf(numbers, tokens) : firstLetter + 1;
    return secondLetter ?? middleOf(numbers, tokens);
  }
  const [, secondMark] = degreeMarks;
  return secondMark === undefined ? middleOf(numbers, tokens) : beforeSign(tokens, secondMark - 1);
}

function middleOf(numbers: readonly number[], tokens: readonly string[]): number | undefined {
  const middle = numbers.length % 2 === 0 ? numbers[numbers.length / 2] : undefined;
  return middle === undefined ? undefined : beforeSign(tokens, middle);
}

function beforeSign(tokens: readonly string[], position: number): number {
  const before = tokens[position - 1];
  return before === '-' || before === '+' ? position - 1 : position;
}

function positionsOf(tokens: readonly string[], matches: (token: string) => boolean): number[] {
  return tokens.flatMap((token, position) => (matches(token) ? [position] : []));
}

function angleOf(tokens: readonly string[]): Angle | undefined {
  const shape = tokens.map((token) => token.replace(NUMBER_TOKEN, '#').replace(HEMISPHERE, 'N')).join('');
  const [letter = '', ...moreLetters] = tokens.filter((token) => HEMISPHERE.test(token));
  const isSigned = /[+-]/u.test(shape);
  if (!AXIS_SHAPE.test(shape) || moreLetters.length > 0 || (letter !== '' && isSigned)) return undefined;
  const numbers = tokens.filter((token) => NUMBER.test(token));
  // Only the last number may have decimals: 27.5° 30' says two things at once.
  if (numbers.slice(0, -1).some((number) => number.includes('.'))) return undefined;
  const [degrees = 0, minutes = 0, seconds = 0] = numbers.map(Number);
  if (minutes >= 60 || seconds >= 60) return undefined;
  const size = degrees + minutes / 60 + seconds / 3600;
  const isNegative = size !== 0 && (tokens.includes('-') || letter === 'S' || letter === 'W');
  return { degrees: isNegative ? -size : size, axis: axisOf(letter), isSplit: numbers.length > 1 };
}

function axisOf(letter: string): Axis | undefined {
  if (letter === '') return undefined;
  return letter === 'N' || letter === 'S' ? 'lat' : 'lon';
}

function isEvidentlySwapped(lat: number, lon: number): boolean {
  if (Math.abs(lat) > 90) return Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
  return !isHome(lat, lon) && isHome(lon, lat);
}

function isHome(lat: number, lon: number): boolean {
  return lat >= HOME.south && lat <= HOME.north && lon >= HOME.west && lon <= HOME.east;
}

function dms(degrees: number): string {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  const minutes = Math.floor(hundredths / 6_000);
  const seconds = ((hundredths % 6_000) / 100).toFixed(2).padStart(5, '0');
  return `${Math.floor(minutes / 60)} ${String(minutes % 60).padStart(2, '0')} ${seconds}`;
}

function fixed(value: number, digits: number): string {
  const written = value.toFixed(digits);
  return Number(written) === 0 ? written.replace('-', '') : written;
}

function fault(reason: LocationFault): ParsedLocation {
  return { ok: false, reason };
}
