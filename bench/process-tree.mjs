/** CPU time and memory of a process and everything below it, from /proc (proc(5)). Linux alone. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const PAGE_BYTES = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));

/** All processes as they are now; to read them takes milliseconds, so read them once for several questions. */
export const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(name));

/** Microseconds of CPU used so far by the tree of `pid`, children that ended included. */
export function cpuMicroseconds(pid, all) {
  const ticks = treeOf(pid, all).reduce((sum, { ticks }) => sum + ticks, 0);
  return (ticks * 1e6) / TICKS_PER_SECOND;
}

/** Resident memory in MiB. Shared pages count once for each process that has them: meant for Node, not for Postgres. */
export function residentMib(pid, all) {
  return treeOf(pid, all).reduce((sum, { pages }) => sum + (pages * PAGE_BYTES) / 2 ** 20, 0);
}

function treeOf(root, all) {
  const tree = [];
  for (let next = all.filter(({ pid }) => pid === root); next.length > 0;) {
    tree.push(...next);
    const parents = new Set(next.map(({ pid }) => pid));
    next = all.filter(({ parent }) => parents.has(parent));
  }
  return tree;
}

function readStat(name) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name is in brackets and may hold anything; fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return [{ pid: Number(name), parent: Number(fields[1]), ticks, pages: Number(fields[21]) }];
  } catch {
    return []; // it ended meanwhile
  }
}
