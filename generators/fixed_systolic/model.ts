import { isStochastic, roundFixed, saturate } from "../../golden/index.js";
import { elementName } from "../design.js";
import { instanceModel } from "../instance.js";
import { register } from "../lfsr/model.js";
import { droppedBits, isAccSigned } from "../shared/fixed-mac.js";
import type { ClockedModel, Parameters, Words } from "../unit.js";
import { arrayOf, asDotProduct, type FixedSystolicConfig } from "./array.js";
import { columnSeed } from "./seeds.js";

/** The array, and behind each column a rounding unit with a register of its own random bits. */
export function fixedSystolicModel(c: FixedSystolicConfig, parameters: Parameters): ClockedModel {
  const { Rows = 2, Cols = 2, Seed = 1 } = parameters;
  const { dst, round, rndBits, accBits, width } = c;
  const array = instanceModel(arrayOf(c), { Rows, Cols });
  if (array.kind !== "clocked") throw new Error("the array is not clocked");
  const drop = droppedBits(asDotProduct(c));
  const isSigned = isAccSigned(asDotProduct(c));
  const columns = Array.from({ length: Cols }, (_, column) => {
    const seed = columnSeed(width, Seed, column);
    return { seed, lfsr: isStochastic(round) ? register(width, rndBits, seed) : undefined, valid: 0n, result: 0n };
  });
  // What stands behind the array's drain since the last edge.
  let drained: Words = {};

  function resultOf(word: bigint, random: bigint): bigint {
    const sum = isSigned ? BigInt.asIntN(accBits, word) : word;
    const rounded = roundFixed(round, sum, drop, { bits: rndBits, word: random });
    return BigInt.asUintN(dst.width, saturate(rounded, dst.width, dst.signed));
  }
  function clear(): void {
    drained = {};
    for (const column of columns) {
      column.lfsr?.load(column.seed);
      [column.valid, column.result] = [0n, 0n];
    }
  }
  return {
    reset() {
      array.model.reset();
      clear();
    },
    step(inputs) {
      const before = drained;
      drained = array.model.step(inputs);
      if (inputs.rst_i === 1n) clear();
      const outputs: Words = {};
      for (const [at, column] of columns.entries()) {
        column.valid = inputs.rst_i === 1n ? 0n : (before[elementName("valid_o", at)] ?? 0n);
        if (column.valid === 1n) {
          column.result = resultOf(before[elementName("result_o", at)]!, BigInt(column.lfsr?.word() ?? 0));
          column.lfsr?.advance();
        }
        outputs[elementName("valid_o", at)] = column.valid;
        outputs[elementName("result_o", at)] = column.result;
      }
      return outputs;
    },
  };
}
