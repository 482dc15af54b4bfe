import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FigureName, WindowFigures } from './figures.ts';
import { median, ratios } from './figures.ts';

const file = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';

/** All windows of one rate, in the order in which they were measured. */
export interface RateResult {
  readonly perSecond: number;
  readonly ours: WindowFigures[];
  readonly floor: WindowFigures[];
  readonly oursWithAlerts: WindowFigures[];
  readonly floorByDefault: WindowFigures[];
}

export interface BenchResult {
  readonly results: readonly RateResult[];
  readonly memory: { readonly ours: readonly number[]; readonly floor: readonly number[] };
  readonly screens: number;
  readonly seconds: number;
  readonly pairs: number;
  readonly machine: string;
  readonly load: readonly [number, number];
}

const rows: readonly { readonly title: string; readonly name: FigureName; readonly digits: number }[] = [
  { title: 'server CPU, ms per 1,000 deliveries', name: 'cpuPerThousand', digits: 1 },
  { title: 'delivery p50, ms', name: 'deliveryP50', digits: 1 },
  { title: 'delivery p99, ms', name: 'deliveryP99', digits: 1 },
  { title: 'POST p50, ms', name: 'postP50', digits: 1 },
  { title: 'POST p99, ms', name: 'postP99', digits: 1 },
  { title: 'frames per delivery', name: 'framesPerDelivery', digits: 2 },
  { title: 'bytes per delivery', name: 'bytesPerDelivery', digits: 0 },
  { title: 'PostgreSQL CPU, ms per report', name: 'databaseCpuPerPost', digits: 2 },
  { title: 'server CPU with all screens and no report, ms/s', name: 'idleCpuPerSecond', digits: 1 },
];

function middle(windows: readonly WindowFigures[], name: FigureName, digits: number): string {
  return windows.length === 0 ? '–' : median(windows.map((figures) => figures[name])).toFixed(digits);
}

function spread(all: readonly number[]): string {
  // Where the floor needed nothing that the system could count there is no ratio.
  const values = all.filter(Number.isFinite);
  if (values.length === 0) return '–';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return `**${median(values).toFixed(2)}** (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function tableOf(result: RateResult): string {
  const { ours, floor, oursWithAlerts, floorByDefault } = result;
  const byDefault = floorByDefault.length > 0;
  const head = ['', 'room', 'floor', 'room ÷ floor, median of pairs (min–max)', 'room, with alerts'];
  if (byDefault) head.push('floor, default pings');
  const body = rows.map(({ title, name, digits }) => {
    const cells = [
      title,
      middle(ours, name, digits),
      middle(floor, name, digits),
      spread(ratios(ours, floor, name)),
      middle(oursWithAlerts, name, digits),
    ];
    if (byDefault) cells.push(middle(floorByDefault, name, digits));
    return cells;
  });
  const missing = [...ours, ...floor, ...oursWithAlerts].reduce((sum, figures) => sum + figures.missing, 0);
  const table = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  return [
    `### ${result.perSecond} reports a second`,
    '',
    ...table,
    '',
    `Deliveries missing: ${missing}.`,
  ].join('\n');
}

/** The measured part of docs/benchmarks.md. */
export function renderReport(bench: BenchResult): string {
  const { screens, seconds, pairs, machine, load, memory } = bench;
  const rates = bench.results.map(({ perSecond }) => perSecond).join(',');
  const command = `npm run bench -- --pairs ${pairs} --seconds ${seconds} --sockets ${screens} --rates ${rates}`;
  const memoryLine =
    memory.ours.length === 0
      ? ''
      : `Memory of a screen (resident, ${screens} screens against none, median of ${memory.ours.length} fresh servers): ` +
        `room ${median(memory.ours).toFixed(0)} KiB, floor ${median(memory.floor).toFixed(0)} KiB.`;
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} with \`${command}\``,
    `on ${machine}; load before and after: ${load.join(', ')}.`,
    '',
    ...bench.results.flatMap((result) => [tableOf(result), '']),
    memoryLine,
  ].join('\n');
}

/** Puts the report between the markers of docs/benchmarks.md; throws when they are not there. */
export function writeReport(report: string): void {
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for the figures (${begin}).`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n${report}\n${text.slice(to)}`);
}
