import { parseFormat } from "../../formats/index.js";
import { decode, multiply } from "../../golden/index.js";
import { exactDots } from "../exact_dot/model.js";
import { integerParam } from "../params.js";
import {
  type BlockDotConfig,
  blockDotPorts,
  blockDotView,
  blockResult,
  blockResultParams,
} from "../shared/block-dot.js";
import { range } from "../shared/literals.js";
import { fieldExtend, unpackView } from "../shared/operands.js";
import { unpackedShape } from "../shared/unpacked.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

const element = parseFormat("e2m1");
const scale = parseFormat("e4m3");
if (element.kind !== "minifloat" || scale.kind !== "minifloat") throw new Error("not minifloats");

const whole = (c: Omit<BlockDotConfig, "a" | "b">): BlockDotConfig => ({ ...c, a: element, b: element });

/** Dot product of two NVFP4 blocks; the scales of whole tensors are a multiplication behind it. */
export const nvfp4Dot = defineUnit({
  kind: "combinational",
  name: "nvfp4_dot",
  summary: "Dot product of two NVFP4 blocks: E2M1 elements, E4M3 scales, exact inside and rounded once.",
  params: {
    lanes: integerParam({ doc: "elements of a block", min: 1, max: 64, tag: "x", fallback: 16 }),
    ...blockResultParams("fp32"),
  },
  variants: [
    { dst: "bf16", stages: 2, enable: true },
    { lanes: 1, dst: "bf16", overflow: "saturate" },
    { lanes: 2, dst: "e5m2", round: "srb", rndBits: 4 },
  ],
  ports: (c) =>
    blockDotPorts(whole(c), (name, doc) => ({
      name,
      dir: "in",
      width: scale.width,
      role: "data",
      format: scale,
      doc: `${doc}, a sign counts`,
    })),
  behaviour: ({ lanes }) => [
    ["block", `${lanes} elements, scales E4M3`],
    ["sum", "exact; a sum of zero is +0, or -0 in rdn"],
    ["NaN", "a NaN scale; no element is one"],
  ],
  model(c) {
    const dot = exactDots(whole(c));
    return (inputs) => {
      const scales = multiply(decode(scale, inputs.a_scale_i ?? 0n), decode(scale, inputs.b_scale_i ?? 0n));
      return blockResult(whole(c), multiply(dot(inputs).value, scales), inputs);
    };
  },
  view(c, use) {
    const { offset, minExp, maxExp } = unpackedShape(scale, "field");
    const least = 2 * (minExp + offset);
    const view = blockDotView(
      whole(c),
      {
        sigBits: 2 * scale.sigBits,
        max: 2 * (maxExp + offset) - least,
        unit: 2 * (minExp - scale.fracBits),
        width: scale.width,
      },
      use,
    );
    return {
      ...view,
      operands: [
        unpackView("a", view.p.scale!.a_scale_i as string, scale, use),
        unpackView("b", view.p.scale!.b_scale_i as string, scale, use),
      ],
      exp: `${fieldExtend("a_exp", scale, view.expBits)} + ${fieldExtend("b_exp", scale, view.expBits)} - ${view.expBits}'d${least}`,
      scaleRange: range(2 * scale.sigBits),
      scaleZeros: scale.sigBits,
      magnitudeBits: view.sumBits - 1,
      scaleBits: 2 * scale.sigBits,
    };
  },
  page,
  fault: {
    name: "the sign of the second scale is forgotten",
    find: "sum_sign ^ a_sign ^ b_sign",
    replace: "sum_sign ^ a_sign",
  },
});
