import type { Posit } from "../../formats/index.js";
import { decode, multiply } from "../../golden/index.js";
import { encodedWords } from "../posit_encode/model.js";
import type { CombModel } from "../unit.js";

/** The exact product, rounded once. */
export function mulModel(format: Posit, withFlags: boolean): CombModel {
  return ({ a_i: a = 0n, b_i: b = 0n }) =>
    encodedWords(format, multiply(decode(format, a), decode(format, b)), "result_o", withFlags);
}
