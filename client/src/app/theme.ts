import type { VariantColorsResolver } from '@mantine/core';
import { createTheme } from '@mantine/core';

/** Colours come from tokens.css alone; the library only learns which of them a variant means. */
const tokenColours: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--ink)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'subtle' || variant === 'transparent') {
    return {
      background: 'transparent',
      hover: 'var(--bg3)',
      color: 'var(--text-2)',
      border: '1px solid transparent',
    };
  }
  return {
    background: 'var(--bg1)',
    hover: 'var(--bg3)',
    color: 'var(--text)',
    border: '1px solid var(--control)',
  };
};

export const theme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)' },
  defaultRadius: 6,
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver: tokenColours,
});
