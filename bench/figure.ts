/** What the bench prints: figures with their goals, and what could not be measured here. */

export interface Goal {
  readonly is: "at most" | "at least";
  readonly limit: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: string;
  readonly reached?: boolean;
  /** What the value was made from, measured in the same run. */
  readonly detail?: Readonly<Record<string, number | string>>;
}

export interface Skipped {
  readonly name: string;
  readonly skipped: string;
}

export type Entry = Figure | Skipped;

/** A measured value beside its goal. A missed goal is a result like any other. */
export function figure(
  name: string,
  value: number,
  unit: string,
  goal?: Goal,
  detail?: Readonly<Record<string, number | string>>,
): Figure {
  return {
    name,
    value: rounded(value),
    unit,
    ...(goal && {
      goal: `${goal.is} ${goal.limit}`,
      reached: goal.is === "at most" ? value <= goal.limit : value >= goal.limit,
    }),
    ...(detail && {
      detail: Object.fromEntries(
        Object.entries(detail).map(([key, v]) => [key, typeof v === "number" ? rounded(v) : v]),
      ),
    }),
  };
}

/** Three significant digits: more would be noise. Counts of a thousand and more keep all their digits. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error("median of nothing");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Seconds that this process computes for while `run` runs: what a loop costs, also where others use the machine. */
async function cpuSeconds(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** The best of some runs: caches and neighbours only ever make a loop slower. */
export async function bestSeconds(runs: number, run: () => unknown): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < runs; i++) best = Math.min(best, await cpuSeconds(run));
  return best;
}
