/** Tasks for the pool's own test: what a worker can do well and badly. */
import { CheckFailed } from "./errors.js";

export interface Echo {
  readonly value: number;
  readonly pid: number;
}

let calls = 0;

/** Doubles its argument; typed arrays must survive the crossing. */
export function double(words: Uint32Array): Uint32Array {
  return words.map((word) => word * 2);
}

/** Says which process ran it, and how many calls that process has seen. */
export function echo(value: number): Echo & { readonly calls: number } {
  calls += 1;
  return { value, pid: process.pid, calls };
}

export function failCheck(message: string): never {
  throw new CheckFailed(message);
}

/** Dies as a process that ran out of memory does. */
export function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

/** Never ends: what an interrupted run leaves if its workers are not ended. */
export function hang(): never {
  for (;;);
}
