import { readFileSync, readdirSync } from 'node:fs';

/** Ticks per second of the kernel's accounting; 100 on every Linux of today. */
const msPerTick = 10;

interface Usage {
  readonly parent: number;
  /** Milliseconds of CPU of the process and of its children that have ended. */
  readonly cpuMs: number;
}

/** What the kernel accounts to a process, or nothing when it is gone. The name in brackets may hold spaces. */
function usageOf(pid: number): Usage | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { parent: Number(fields[1]), cpuMs: ticks * msPerTick };
  } catch {
    return undefined;
  }
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** A process and everything it started that lives now. */
export function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const pid of processIds()) {
    const parent = usageOf(pid)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree: number[] = [];
  for (let level = [root]; level.length > 0; level = level.flatMap((pid) => children.get(pid) ?? [])) {
    tree.push(...level);
  }
  return tree;
}

/** Milliseconds of CPU (user and system) that a process and all it started have used so far. */
export function cpuMsOfTree(root: number): number {
  return treeOf(root).reduce((sum, pid) => sum + (usageOf(pid)?.cpuMs ?? 0), 0);
}

/** Resident memory of a process in KiB. */
export function residentKiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0);
}
