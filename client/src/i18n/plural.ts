/** The six forms of an Arabic counted noun; `#` stands for the number. A form left out does not compile. */
export type ArabicForms = Readonly<Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>>;

/** The two English forms, and a sentence of its own for nothing. */
export type EnglishForms = Readonly<Record<'zero' | 'one' | 'other', string>>;

export type Counted = (count: number) => string;

const arabic = new Intl.PluralRules('ar-LY');
const english = new Intl.PluralRules('en');
const NARROW_SPACE = '\u202f';

/** A whole number with Western digits; from 10,000 on, groups are parted by a narrow space, because a dot reads as a decimal sign. */
export function formatNumber(value: number): string {
  const digits = String(Math.trunc(value));
  return Math.abs(value) < 10_000 ? digits : digits.replace(/\B(?=(\d{3})+$)/gu, NARROW_SPACE);
}

/** لا بلاغات، بلاغ واحد، بلاغان، 3 بلاغات، 11 بلاغًا، 100 بلاغ: the right one for each number. */
export function countedAr(forms: ArabicForms): Counted {
  return (count) => forms[arabic.select(count)].replace('#', formatNumber(count));
}

/** No incidents, 1 incident, 2 incidents. */
export function countedEn(forms: EnglishForms): Counted {
  return (count) =>
    (count === 0 ? forms.zero : forms[english.select(count) === 'one' ? 'one' : 'other']).replace(
      '#',
      formatNumber(count),
    );
}
