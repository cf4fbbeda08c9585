import type { Posit } from "../../formats/index.js";
import { decode, multiplyAdd } from "../../golden/index.js";
import { encodedWords } from "../posit_encode/model.js";
import type { CombModel } from "../unit.js";

/** The exact a * b + c, rounded once. */
export function fmaModel(format: Posit): CombModel {
  return ({ a_i = 0n, b_i = 0n, c_i = 0n }) =>
    encodedWords(format, multiplyAdd(decode(format, a_i), decode(format, b_i), decode(format, c_i)), "result_o", false);
}
