import { readFileSync } from 'node:fs';
import { cpus, getPriority, release, totalmem, type } from 'node:os';

/** Processors, memory and versions: what somebody needs to know to compare, and no name of a machine. */
export function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 1024 ** 3);
  const nice = getPriority() === 0 ? '' : `, priority ${getPriority()}`;
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory} GiB, ${type()} ${release()}, Node ${process.version}${nice}`;
}

/** Processes that wanted to run in the last minute, on average. */
export function loadAverage(): number {
  return Number(readFileSync('/proc/loadavg', 'utf8').split(' ', 1)[0]);
}
