import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractPage, errorsAnywhere, errorsOf } from './contract-page.ts';
import { doors } from './doors.ts';
import { errorCodes } from './errors.ts';

test('docs/contract.md says what the schemas say (npm run t1 -- contract write makes it anew)', () => {
  const page = readFileSync(new URL('../../docs/contract.md', import.meta.url), 'utf8');
  expect(page).toBe(contractPage());
});

test('every refusal can be met at some door', () => {
  const met = new Set([...errorsAnywhere, ...doors.flatMap(errorsOf)]);
  expect(errorCodes.filter((code) => !met.has(code))).toEqual([]);
});

test('every link of the page leads to a heading of it', () => {
  const page = contractPage();
  const headings = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase()));
  const targets = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(50);
  expect(targets.filter((target) => !headings.has(target.replaceAll('-', ' ')))).toEqual([]);
});
