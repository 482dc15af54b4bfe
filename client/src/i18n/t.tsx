import { useDirection } from '@mantine/core';
import type { Locale } from '@t1/shared/problem-texts';
import { locales } from '@t1/shared/problem-texts';
import type { ReactNode } from 'react';
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react';
import type { Texts } from './ar.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';

const texts: Record<Locale, Texts> = { ar, en };

const rememberedAs = 't1.locale';

interface LocaleChoice {
  readonly locale: Locale;
  readonly setLocale: (locale: Locale) => void;
}

const LocaleContext = createContext<LocaleChoice>({ locale: 'ar', setLocale: () => undefined });

/** The language chosen on this browser before; Arabic otherwise, whatever language the browser itself speaks. */
export function rememberedLocale(): Locale {
  try {
    const remembered = localStorage.getItem(rememberedAs);
    return locales.find((locale) => locale === remembered) ?? 'ar';
  } catch {
    return 'ar';
  }
}

/** Gives the tree its language; a switch turns direction, `lang` and the component library at once, without reload. */
export function LocaleProvider({
  initial,
  children,
}: {
  readonly initial?: Locale;
  readonly children: ReactNode;
}) {
  const [locale, setLocale] = useState<Locale>(() => initial ?? rememberedLocale());
  const { setDirection } = useDirection();

  useLayoutEffect(() => {
    const direction = locale === 'ar' ? 'rtl' : 'ltr';
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
    document.title = texts[locale].app.name;
    setDirection(direction);
    try {
      localStorage.setItem(rememberedAs, locale);
    } catch {
      // A browser that keeps nothing still shows the chosen language until it is closed.
    }
  }, [locale, setDirection]);

  const choice = useMemo(() => ({ locale, setLocale }), [locale]);
  return <LocaleContext value={choice}>{children}</LocaleContext>;
}

/** The language of the screen and the way to change it. */
export function useLocale(): LocaleChoice {
  return useContext(LocaleContext);
}

/** All texts in the language of the screen. */
export function useTexts(): Texts {
  return texts[useLocale().locale];
}

interface Named {
  readonly nameAr: string;
  readonly nameEn: string;
}

/** The name of a person, place or office in the language of the screen. */
export function nameOf(named: Named, locale: Locale): string {
  return locale === 'ar' ? named.nameAr : named.nameEn;
}
