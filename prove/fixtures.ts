/** Instances under proof, and their sweep in this process. */
import { type Instance, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { coreOf, dataNetlist, prepareFrom, sweepShard } from "./exhaust.js";

export const instance = (unit: string, options: Record<string, unknown> = {}): Instance =>
  instantiate(findUnit(unit), options);

/** All rows of its combinational core, by shard. */
export async function exhausted(one: Instance, shards = 1) {
  const prepared = prepareFrom(await dataNetlist(one, {}), coreOf(one), {});
  return Array.from({ length: shards }, (_, shard) => sweepShard(prepared, shard, shards));
}
