import { normalizeArabic } from '@t1/shared/arabic-text';
import type { Severity } from '@t1/shared/incidents';
import { callRules, type CallRule, type Service } from './call-rules.ts';

export interface CallClass {
  readonly typeId: string;
  readonly severity: Severity;
}

const SERVICE = /^(ems|fire|traffic)\s*:/iu;
const LATIN = /^[a-z]/u;

/** Latin phrases count at the beginning of a word, Arabic ones anywhere: the article and short words are written onto them. */
const spelled: readonly { rule: CallRule; marks: readonly string[] }[] = callRules.map((rule) => ({
  rule,
  marks: rule.phrases.map(normalizeArabic).map((phrase) => (LATIN.test(phrase) ? ` ${phrase}` : phrase)),
}));

/**
 * The incident type and severity that the title of a call, in Arabic or English, stands for in an exercise; `other` of
 * severity 3 when no word is known. Real reports are classified by the people who take them, never by this.
 */
export function classifyCall(title: string): CallClass {
  const service = serviceOf(title);
  const text = ` ${normalizeArabic(title.replace(SERVICE, ''))}`;
  const match = spelled.find(
    ({ rule, marks }) =>
      (rule.service === undefined || rule.service === service) && marks.some((mark) => text.includes(mark)),
  );
  return match === undefined
    ? { typeId: 'other', severity: 3 }
    : { typeId: match.rule.typeId, severity: match.rule.severity };
}

function serviceOf(title: string): Service | undefined {
  const name = SERVICE.exec(title)?.[1]?.toLowerCase();
  return name === 'ems' || name === 'fire' || name === 'traffic' ? name : undefined;
}
