/** One configuration through the engines in a worker process, so that this one can be interrupted at any time. */
import { engines } from "../cosim/engines.js";
import { cosimInstance, type Outcome } from "../cosim/run.js";
import { instantiate } from "../generators/instance.js";
import type { Options, Parameters } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { Pool, taskOf } from "../tools/pool.js";

interface Job {
  readonly unit: string;
  readonly options: Options;
  /** Names. */
  readonly engines: readonly string[];
  readonly rows: number | undefined;
  /** The one assignment to check; the usual ones where absent. */
  readonly parameters: Parameters | undefined;
}

/** In the worker. */
export function cosimJob({ unit, options, engines: names, rows, parameters }: Job): Promise<Outcome[]> {
  return cosimInstance(instantiate(findUnit(unit), options), {
    engines: engines.filter((e) => names.includes(e.name)),
    ...(rows !== undefined && { rows }),
    ...(parameters && { assignments: [parameters] }),
  });
}

/** @throws what the engines throw; ToolError when the worker dies */
export async function cosimOne(job: Job): Promise<Outcome[]> {
  const pool = new Pool({ workers: 1 });
  try {
    return await pool.run(taskOf(import.meta.url, cosimJob), job);
  } finally {
    await pool.close();
  }
}
