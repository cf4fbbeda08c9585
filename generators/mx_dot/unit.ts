import { nan } from "../../golden/index.js";
import { exactDots } from "../exact_dot/model.js";
import { exactDot } from "../exact_dot/unit.js";
import { formatParam, integerParam } from "../params.js";
import { blockDotPorts, blockDotView, blockResult, blockResultParams } from "../shared/block-dot.js";
import { hasInfinity } from "../shared/exact.js";
import { defineUnit } from "../unit.js";
import { page } from "./page.js";

/** E8M0: a scale is 2^(code - 127); code 255 is NaN. */
const SCALE = { width: 8, bias: 127, nan: 255n } as const;

/** Dot product of two blocks of the OCP microscaling formats. */
export const mxDot = defineUnit({
  kind: "combinational",
  name: "mx_dot",
  summary: "Dot product of two MX blocks: elements of any format, E8M0 scales, exact inside and rounded once.",
  params: {
    a: formatParam({ doc: "format of the elements of a", accept: ["minifloat", "fixed"] }),
    b: formatParam({
      doc: "format of the elements of b; default that of a",
      accept: ["minifloat", "fixed"],
      sameAs: "a",
    }),
    lanes: integerParam({ doc: "elements of a block", min: 1, max: 64, tag: "x", fallback: 32 }),
    ...blockResultParams("fp32"),
  },
  variants: [
    { a: "e4m3", lanes: 4 },
    { a: "e2m1", lanes: 1, dst: "bf16", stages: 2, enable: true, overflow: "saturate" },
    { a: "e5m2", b: "e3m2", lanes: 2, dst: "bf16", round: "sra", rndBits: 6 },
    { a: "fixed(2,6)", lanes: 2, dst: "dlf16" },
  ],
  check: ({ a, b }) => exactDot.check?.({ a, b }),
  ports: (c) =>
    blockDotPorts(c, (name, doc) => ({
      name,
      dir: "in",
      width: SCALE.width,
      role: "data",
      doc: `${doc}: 2^(code - ${SCALE.bias}), ${SCALE.nan} is NaN`,
    })),
  behaviour: ({ a, b, lanes }) => [
    ["block", `${lanes} elements, scales E8M0`],
    ["sum", "exact; a sum of zero is +0, or -0 in rdn"],
    [
      "NaN",
      `a NaN scale${hasInfinity(a) || hasInfinity(b) ? ", a NaN element, 0 x Inf and Inf - Inf" : " or element"}`,
    ],
  ],
  model(c) {
    const dot = exactDots(c);
    return (inputs) => {
      const { a_scale_i = 0n, b_scale_i = 0n } = inputs;
      const { value } = dot(inputs);
      if (a_scale_i === SCALE.nan || b_scale_i === SCALE.nan) return blockResult(c, nan, inputs);
      if (value.kind !== "finite") return blockResult(c, value, inputs);
      const exp = value.exp + Number(a_scale_i) + Number(b_scale_i) - 2 * SCALE.bias;
      return blockResult(c, { ...value, exp }, inputs);
    };
  },
  view(c, use) {
    // Two codes of 255 are NaN, so that no number has a larger sum than this.
    const max = 2 * Number(SCALE.nan - 1n);
    const view = blockDotView(c, { sigBits: 0, max, unit: -2 * SCALE.bias, width: SCALE.width }, use);
    return { ...view, less: 2 * SCALE.bias };
  },
  page,
  fault: { name: "the second scale is always a number", find: " | (&b_scale)", replace: "" },
});
