/** The registry: one import and one entry per unit. Everything else in the project iterates over it. */

import { UsageError } from "../tools/errors.js";
import { axisWrapper } from "./axis_wrapper/unit.js";
import { axpySr } from "./axpy_sr/unit.js";
import { dfxMac } from "./dfx_mac/unit.js";
import { exactProduct } from "./exact_product/unit.js";
import { fixedAcc } from "./fixed_acc/unit.js";
import { fixedEmac } from "./fixed_emac/unit.js";
import { fixedMac } from "./fixed_mac/unit.js";
import { fixedPack } from "./fixed_pack/unit.js";
import { fixedQuantize } from "./fixed_quantize/unit.js";
import { fixedRound } from "./fixed_round/unit.js";
import { fixedSystolic } from "./fixed_systolic/unit.js";
import { fpAdd } from "./fp_add/unit.js";
import { fpAlign } from "./fp_align/unit.js";
import { fpConvert } from "./fp_convert/unit.js";
import { fpDot } from "./fp_dot/unit.js";
import { fpEmac } from "./fp_emac/unit.js";
import { fpFma } from "./fp_fma/unit.js";
import { fpMac } from "./fp_mac/unit.js";
import { fpMul } from "./fp_mul/unit.js";
import { fpPack } from "./fp_pack/unit.js";
import { fpSum } from "./fp_sum/unit.js";
import { fpUnpack } from "./fp_unpack/unit.js";
import { fp4r4Quantize } from "./fp4r4_quantize/unit.js";
import { hfp8Mac } from "./hfp8_mac/unit.js";
import { hfp8Widen } from "./hfp8_widen/unit.js";
import { type Instance, instantiate } from "./instance.js";
import { int4Fp4r4Mac } from "./int4_fp4r4_mac/unit.js";
import { int4Fp4r4Mul } from "./int4_fp4r4_mul/unit.js";
import { int4Quantize } from "./int4_quantize/unit.js";
import { lfsr } from "./lfsr/unit.js";
import { lzc } from "./lzc/unit.js";
import { maxAbs } from "./max_abs/unit.js";
import { mlsDot } from "./mls_dot/unit.js";
import { mlsElement } from "./mls_element/unit.js";
import { mlsMul } from "./mls_mul/unit.js";
import { mlsQuantize } from "./mls_quantize/unit.js";
import { mlsScale } from "./mls_scale/unit.js";
import { mxQuantize } from "./mx_quantize/unit.js";
import { positAdd } from "./posit_add/unit.js";
import { positDecode } from "./posit_decode/unit.js";
import { positEmac } from "./posit_emac/unit.js";
import { positEncode } from "./posit_encode/unit.js";
import { positFma } from "./posit_fma/unit.js";
import { positMul } from "./posit_mul/unit.js";
import { rangeBn } from "./range_bn/unit.js";
import { requantize } from "./requantize/unit.js";
import { roundAway } from "./round_away/unit.js";
import { shiftSticky } from "./shift_sticky/unit.js";
import { stochasticRound } from "./stochastic_round/unit.js";
import { systolic } from "./systolic/unit.js";
import { uint8Dot } from "./uint8_dot/unit.js";
import type { Unit } from "./unit.js";

export const units: readonly Unit[] = [
  fpUnpack,
  fpPack,
  fixedPack,
  fixedRound,
  lzc,
  shiftSticky,
  roundAway,
  fpAlign,
  fpSum,
  fpConvert,
  fpMul,
  fpAdd,
  fpFma,
  lfsr,
  fpMac,
  fpEmac,
  fpDot,
  hfp8Widen,
  hfp8Mac,
  axpySr,
  stochasticRound,
  positDecode,
  positEncode,
  positMul,
  positAdd,
  positFma,
  positEmac,
  exactProduct,
  systolic,
  axisWrapper,
  fixedEmac,
  fixedAcc,
  fixedSystolic,
  fp4r4Quantize,
  int4Fp4r4Mul,
  int4Quantize,
  int4Fp4r4Mac,
  maxAbs,
  uint8Dot,
  requantize,
  rangeBn,
  dfxMac,
  mlsScale,
  mlsElement,
  mlsQuantize,
  mlsMul,
  mlsDot,
  fixedQuantize,
  fixedMac,
  mxQuantize,
];

/** The default catalogue: every variant of every unit. */
export function catalogue(): Instance[] {
  return units.flatMap((unit) => unit.variants.map((options) => instantiate(unit, options)));
}

/** @throws UsageError that lists what is known */
export function findUnit(name: string): Unit {
  const unit = units.find((u) => u.name === name);
  if (!unit) throw new UsageError(`unknown unit: ${name} (known: ${units.map((u) => u.name).join(", ")})`);
  return unit;
}
