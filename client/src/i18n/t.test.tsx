import { DirectionProvider, useDirection } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { LocaleProvider, useLocale, useTexts } from './t.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);

afterEach(() => localStorage.clear());

function Probe() {
  const { locale, setLocale } = useLocale();
  const { dir } = useDirection();
  const { app } = useTexts();
  return (
    <button type="button" onClick={() => setLocale(locale === 'ar' ? 'en' : 'ar')}>
      {`${locale} ${dir} ${app.name}`}
    </button>
  );
}

function open() {
  const box = document.createElement('div');
  const root = createRoot(box);
  act(() => {
    root.render(
      <DirectionProvider initialDirection="rtl" detectDirection={false}>
        <LocaleProvider>
          <Probe />
        </LocaleProvider>
      </DirectionProvider>,
    );
  });
  return { button: pressed(box), close: () => act(() => root.unmount()) };
}

function pressed(box: HTMLElement): HTMLButtonElement {
  const button = box.querySelector('button');
  if (button === null) throw new Error('the probe is not drawn');
  return button;
}

test('the room opens in Arabic, and a switch turns the whole page at once and is remembered', () => {
  const first = open();
  expect(first.button.textContent).toBe('ar rtl غرفة ط1');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ar', 'rtl']);

  act(() => first.button.click());
  expect(first.button.textContent).toBe('en ltr Room T1');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['en', 'ltr']);
  first.close();

  const second = open();
  expect(second.button.textContent).toBe('en ltr Room T1');
  second.close();
});
