import type { Posit } from "../../formats/index.js";
import { add, decode } from "../../golden/index.js";
import { encodedWords } from "../posit_encode/model.js";
import type { CombModel } from "../unit.js";

/** The exact sum, rounded once. */
export function addModel(format: Posit, withFlags: boolean): CombModel {
  return ({ a_i: a = 0n, b_i: b = 0n }) =>
    encodedWords(format, add(decode(format, a), decode(format, b)), "result_o", withFlags);
}
