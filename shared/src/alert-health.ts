import { z } from 'zod';
import { door } from './endpoint.ts';
import type { Refusal } from './errors.ts';
import type { Severity } from './incidents.ts';
import { roles } from './roles.ts';
import { Instant } from './text.ts';

// Words

/** Alarm figures are counted in slots of ten minutes: the yardsticks of EEMUA 191 and ISA-18.2 are. */
export const slotMs = 10 * 60_000;

/** Without a beginning the figures are those of this long before their end. */
export const defaultPeriodMs = 24 * 3_600_000;

/** The longest time the figures can be asked for. */
export const longestPeriodMs = 31 * 24 * 3_600_000;

/** A slot with more alerts than this is a flood (EEMUA 191 and ISA-18.2: more than 10 in 10 minutes per operator). */
export const floodAbove = 10;

/** An alert that stands longer than this is stale (ISA-18.2: in alarm for more than 24 hours). */
export const staleAfterMs = 24 * 3_600_000;

/** This many alerts of one source within `chatteringWithinMs` are chattering (ISA-18.2: three in a minute). */
export const chatteringFrom = 3;
export const chatteringWithinMs = 60_000;

/** The three priorities of the standards; ours are severity 1, severity 2, and severity 3 and 4 together. */
export const priorities = ['low', 'medium', 'high'] as const;
export type Priority = (typeof priorities)[number];

/** Of a hundred alerts so many should be of each priority (EEMUA 191 and ISA-18.2: 80 / 15 / 5). */
export const priorityYardstick: Record<Priority, number> = { low: 0.8, medium: 0.15, high: 0.05 };

/** What a figure is worth against its standard. */
export type Verdict = 'good' | 'watch' | 'bad';

// Rules

/** Refuses a period that ends before it begins, or that is longer than 31 days, and names the field. */
export function refusePeriod(from: Date, to: Date): Refusal | undefined {
  const length = to.getTime() - from.getTime();
  if (length <= 0) return { code: 'malformed', field: 'from' };
  return length > longestPeriodMs ? { code: 'malformed', field: 'from' } : undefined;
}

function judge(figure: number, goodUpTo: number, watchUpTo: number): Verdict {
  if (figure <= goodUpTo) return 'good';
  return figure <= watchUpTo ? 'watch' : 'bad';
}

/**
 * Alerts in ten minutes on average, for one operator's position. EEMUA 191: up to 1 is very likely acceptable,
 * up to 2 is manageable, more demands too much; ISA-18.2 has the same two numbers.
 */
export function judgeAverageRate(perTenMinutes: number): Verdict {
  return judge(perTenMinutes, 1, 2);
}

/** Alerts in the fullest ten minutes. ISA-18.2: at most 10; EEMUA 191: more than 20 are hard to cope with. */
export function judgePeak(alerts: number): Verdict {
  return judge(alerts, floodAbove, 20);
}

/** Share of time in flood, 0 to 1. ISA-18.2: less than 1 %. That 5 % are bad is the room's own limit. */
export function judgeFloodShare(share: number): Verdict {
  if (share < 0.01) return 'good';
  return share < 0.05 ? 'watch' : 'bad';
}

/** Alerts standing for more than 24 hours. ISA-18.2: fewer than 5. That 10 are bad is the room's own limit. */
export function judgeStale(alerts: number): Verdict {
  if (alerts < 5) return 'good';
  return alerts < 10 ? 'watch' : 'bad';
}

/** Sources that chatter. ISA-18.2: none. That more than 2 are bad is the room's own limit. */
export function judgeChattering(sources: number): Verdict {
  return judge(sources, 0, 2);
}

/**
 * The share of one priority, 0 to 1, against 80 / 15 / 5 of EEMUA 191 and ISA-18.2: at least 80 % low, at most
 * 15 % medium, at most 5 % high. How far beyond is bad (65, 30, 10) is the room's own limit.
 */
export function judgeShare(priority: Priority, share: number): Verdict {
  switch (priority) {
    case 'low':
      if (share >= priorityYardstick.low) return 'good';
      return share >= 0.65 ? 'watch' : 'bad';
    case 'medium':
      return judge(share, priorityYardstick.medium, 0.3);
    case 'high':
      return judge(share, priorityYardstick.high, 0.1);
  }
}

/** The share of each priority among the alerts, 0 to 1, or nothing when there was no alert to share. */
export function priorityShares(bySeverity: Record<Severity, number>): Record<Priority, number> | undefined {
  const total = bySeverity[1] + bySeverity[2] + bySeverity[3] + bySeverity[4];
  if (total === 0) return undefined;
  return {
    low: (bySeverity[3] + bySeverity[4]) / total,
    medium: bySeverity[2] / total,
    high: bySeverity[1] / total,
  };
}

// View

const share = z.number().min(0).max(1);

const AcknowledgementTimes = z
  .object({
    acknowledged: z.int().describe('Of the alerts raised in the period, those acknowledged before its end'),
    meanSeconds: z.number().optional(),
    medianSeconds: z.number().optional(),
    p90Seconds: z.number().optional().describe('Nine of ten were acknowledged within this time'),
  })
  .meta({ id: 'AcknowledgementTimes' });
export type AcknowledgementTimes = z.infer<typeof AcknowledgementTimes>;

export const DirectorateHealth = AcknowledgementTimes.extend({
  directorateId: z.string(),
  raised: z.int(),
  never: z.int(),
}).meta({ id: 'DirectorateHealth' });
export type DirectorateHealth = z.infer<typeof DirectorateHealth>;

export const AlertHealth = z
  .object({
    from: z.string(),
    to: z.string(),
    raised: z.int(),
    slots: z.array(z.int()).describe('Alerts raised in each ten minutes, the first slot beginning at `from`'),
    perTenMinutes: z.number().describe('Alerts raised in ten minutes on average'),
    peak: z.object({ alerts: z.int(), at: z.string().optional().describe('When its ten minutes began') }),
    flood: z.object({ slots: z.int(), share: share.describe('Share of the period in flood') }),
    bySeverity: z.object({ 1: z.int(), 2: z.int(), 3: z.int(), 4: z.int() }),
    stale: z.int().describe('Alerts standing for more than 24 hours now, whatever the period'),
    chattering: z.object({
      sources: z.int().describe('Directorates with a type of incident that raised three alerts in a minute'),
      alerts: z.int(),
      worst: z.array(z.object({ directorateId: z.string(), typeId: z.string().optional(), alerts: z.int() })),
    }),
    lapsed: z.int().describe('Acknowledgements that no action followed within ten minutes'),
    undone: z.int(),
    shelved: z.object({ alerts: z.int(), minutes: z.number() }),
    acknowledgement: AcknowledgementTimes.extend({
      never: z.int().describe('Raised in the period and not acknowledged before its end'),
      bySteps: z.array(AcknowledgementTimes.extend({ step: z.int() })),
    }),
    directorates: z.array(DirectorateHealth),
    operators: z
      .array(
        z.object({
          id: z.uuid(),
          nameAr: z.string(),
          nameEn: z.string(),
          role: z.enum(roles),
          directorateId: z.string().optional(),
          acknowledged: z.int(),
          perTenMinutes: z.number(),
          peak: z.int().describe('The most this account acknowledged in ten minutes'),
        }),
      )
      .describe('Accounts that acknowledged in the period, by name; load, not merit'),
  })
  .meta({ id: 'AlertHealth' });
export type AlertHealth = z.infer<typeof AlertHealth>;

export const readAlertHealth = door({
  name: 'readAlertHealth',
  method: 'GET',
  path: '/api/v1/alerts/health',
  allow: 'alert:read',
  summary: 'How the alerts bear on those who answer them: the figures of EEMUA 191 and ISA-18.2',
  query: z.strictObject({
    from: Instant.optional().describe('24 hours before the end when left out; at most 31 days before it'),
    to: Instant.optional().describe('Now when left out; a time to come is taken as now'),
  }),
  output: AlertHealth,
});
