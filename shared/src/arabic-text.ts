/** Embeddings, overrides and isolates: invisible characters that can make a text read differently from what it says. */
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/u;

/** Direction marks and joiners carry no letter, and the same word is written with and without them. */
const INVISIBLE = /[\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

const TATWEEL = /\u0640/gu;
const MARKS = /\p{M}/gu;
const NEITHER_LETTER_NOR_NUMBER = /[^\p{L}\p{N}]+/gu;
const EASTERN_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/gu;

// Tab, line feed and carriage return are how people write; every other control character is damage or an attack.
const CONTROLS = /\p{Cc}/gu;
const WRITING_CONTROLS: ReadonlySet<string> = new Set(['\t', '\n', '\r']);

/** Letters that one writer uses where another writes the second one. */
const SAME_LETTER: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ة: 'ه',
  ؤ: 'و',
  ک: 'ك',
};
const FOLDED_LETTERS = new RegExp(`[${Object.keys(SAME_LETTER).join('')}]`, 'gu');

/**
 * The form in which two spellings of the same Arabic (or Latin) words are equal: for search columns and search boxes,
 * never for display. Idempotent; the result holds only letters, digits and single spaces.
 */
export function normalizeArabic(text: string): string {
  const bare = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(INVISIBLE, '')
    .replace(TATWEEL, '')
    .replace(MARKS, '');
  return toAsciiDigits(bare)
    .replace(FOLDED_LETTERS, (letter) => SAME_LETTER[letter] ?? letter)
    .replace(NEITHER_LETTER_NOR_NUMBER, ' ')
    .trim();
}

/** The same text with Arabic-Indic (٠١٢) and Persian (۰۱۲) digits written as 0-9; nothing else changes. */
export function toAsciiDigits(text: string): string {
  // Both blocks begin at a multiple of 16, so the last four bits of the code are the digit.
  return text.replace(EASTERN_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** Whether the text holds characters that reorder what is read (U+202A-202E, U+2066-2069). */
export function hasBidiControls(text: string): boolean {
  return BIDI_CONTROLS.test(text);
}

/** Whether the text holds control characters (NUL included) other than tab and line breaks. */
export function hasControlCharacters(text: string): boolean {
  return (text.match(CONTROLS) ?? []).some((control) => !WRITING_CONTROLS.has(control));
}
