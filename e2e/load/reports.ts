import { v7 as uuidv7 } from 'uuid';
import { pick } from './seeded-random.ts';

/** What is posted: the body of a report as the contract has it. */
export interface Report {
  readonly id: string;
  readonly type: string;
  readonly severity: 1 | 2 | 3 | 4;
  readonly location: { readonly lat: number; readonly lon: number };
  readonly title: string;
  readonly description: string;
  readonly plates: readonly string[];
}

/** Directorates in both ministries and the point each of them reports around. */
export const desks = [
  { directorate: 'tripoli', lat: 32.887, lon: 13.187 },
  { directorate: 'sabha', lat: 27.038, lon: 14.428 },
  { directorate: 'greater-benghazi', lat: 32.115, lon: 20.069 },
  { directorate: 'misrata', lat: 32.375, lon: 15.093 },
  { directorate: 'kufra', lat: 24.199, lon: 23.291 },
  { directorate: 'ghat', lat: 24.963, lon: 10.18 },
  { directorate: 'sirte', lat: 31.209, lon: 16.589 },
  { directorate: 'butnan-tobruk', lat: 32.09, lon: 23.954 },
  { directorate: 'ghadames', lat: 30.134, lon: 9.501 },
  { directorate: 'zawiya', lat: 32.757, lon: 12.728 },
  { directorate: 'ajdabiya', lat: 30.755, lon: 20.226 },
  { directorate: 'west-nafusa-nalut', lat: 31.868, lon: 10.981 },
] as const;

const whats = [
  ['quarrel', 'مشاجرة بين مجموعتين قرب السوق الشعبي'],
  ['assault', 'اعتداء على مواطن أمام مصرف الجمهورية'],
  ['domestic-violence', 'بلاغ عن عنف أسري في عمارة سكنية'],
  ['community-dispute', 'خلاف اجتماعي بين عائلتين على قطعة أرض'],
] as const;

const descriptions = [
  'أفاد المبلّغ بتجمّع عدد من الأشخاص في الموقع وتوقف حركة السير، ولم تُسجَّل إصابات حتى لحظة البلاغ.',
  'الدورية الأقرب في الطريق إلى الموقع، والمبلّغ ينتظر عند المدخل الرئيسي ويرتدي سترة زرقاء.',
  'سُمعت أصوات عالية ثم هدأ الوضع، ويطلب المبلّغ حضور دورية للتأكد وتهدئة الطرفين قبل حلول الليل.',
] as const;

/** A report around a desk, of about the size an officer writes. */
export function makeReport(
  desk: { readonly lat: number; readonly lon: number },
  severity: Report['severity'],
  random: () => number,
): Report {
  const [type, title] = pick(whats, random());
  const near = (degrees: number): number => Number((degrees + (random() - 0.5) * 0.04).toFixed(5));
  return {
    id: uuidv7(),
    type,
    severity,
    location: { lat: near(desk.lat), lon: near(desk.lon) },
    title,
    description: pick(descriptions, random()),
    plates: random() < 0.3 ? [`5-${Math.floor(random() * 1_000_000)}`] : [],
  };
}
