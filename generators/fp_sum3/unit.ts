import { choiceParam, integerParam } from "../params.js";
import { distanceLimits, wordLimits } from "../shared/limits.js";
import { binary, range, replicate } from "../shared/literals.js";
import { shiftSticky } from "../shift_sticky/unit.js";
import { defineUnit } from "../unit.js";
import { type Sum3Form, sum3Forms, sum3Model } from "./model.js";
import { page } from "./page.js";

const names = ["a", "b", "c"] as const;

/** Three unpacked numbers in one window under the largest exponent; the middle of an addition of three. */
export const fpSum3 = defineUnit({
  kind: "combinational",
  name: "fp_sum3",
  summary: "Aligns three unpacked numbers to the one with the largest exponent and adds them.",
  params: {
    bits: integerParam({ doc: "bits of a significand", ...wordLimits, tag: "w" }),
    expBits: integerParam({ doc: "bits of an exponent", ...distanceLimits, tag: "x" }),
    window: integerParam({ doc: "bits of the window below the largest exponent", ...wordLimits, tag: "k" }),
    form: choiceParam<Sum3Form>({
      doc: "what falls out below the window: it is cut; or one sticky bit a term; or that, and a term is kept whole where the others cancel",
      choices: sum3Forms,
      fallback: () => "exact",
    }),
  },
  variants: [
    { bits: 3, expBits: 3, window: 8 },
    { bits: 4, expBits: 2, window: 4, form: "cut" },
    { bits: 3, expBits: 3, window: 5, form: "sticky" },
  ],
  ports({ bits, expBits, window }) {
    const one = { width: 1, role: "data" } as const;
    return [
      ...names.flatMap((x) => [
        { ...one, name: `${x}_sign_i`, dir: "in", doc: `${x} is negative` } as const,
        {
          ...one,
          name: `${x}_exp_i`,
          dir: "in",
          width: expBits,
          doc: `exponent of ${x}; of a zero the least`,
        } as const,
        { ...one, name: `${x}_sig_i`, dir: "in", width: bits, doc: "significand, top bit of weight 2^exp" } as const,
      ]),
      { ...one, name: "exp_o", dir: "out", width: expBits, doc: "the largest exponent" },
      { ...one, name: "is_zero_o", dir: "out", doc: "the sum is zero" },
      { ...one, name: "sign_o", dir: "out", doc: "sign of the sum; of a zero: all three are negative" },
      { ...one, name: "sig_o", dir: "out", width: window + 2, doc: "its magnitude, top bit of weight 2^(exp + 2)" },
      { ...one, name: "sticky_o", dir: "out", doc: "one more bit below" },
      { ...one, name: "increment_o", dir: "out", doc: "one more unit of the sticky bit's weight" },
    ];
  },
  behaviour: ({ window, form }) => [
    ["window", `${window} bits, the top one of weight 2^exp_o; a term loses what stands below`],
    [
      "lost bits",
      form === "cut" ? "are nothing" : "of each term are one sticky bit, half of the window's last place, in the sum",
    ],
    ...(form === "exact" ? [["a and -a", "are not there: the third term alone, at its own exponent"] as const] : []),
    ["magnitude", "2 sig + sticky + increment"],
  ],
  model: sum3Model,
  view({ bits, expBits, window, form }, use) {
    const cut = form === "cut";
    // Sign, two bits for the carries of three terms, window, and the sticky bit.
    const total = window + 3 + (cut ? 0 : 1);
    const there = (...pairs: string[]) => replicate(`~(${pairs.map((pair) => `${pair}_cancel`).join(" | ")})`, bits);
    const sticky = (x: string) => (cut ? "" : `, ${x}_sticky`);
    return {
      exact: form === "exact",
      cut,
      terms: names,
      sigRange: range(bits),
      expRange: range(expBits),
      windowRange: range(window),
      aThere: there("ab", "ac"),
      bThere: there("ab", "bc"),
      cThere: there("ac", "bc"),
      aSticky: sticky("a"),
      bSticky: sticky("b"),
      cSticky: sticky("c"),
      shifter: use(shiftSticky, { width: bits, outBits: window, amountBits: expBits }),
      totalBits: total,
      totalRange: range(total),
      totalTop: total - 1,
      zeros: binary(0, total - 1),
      sizeRange: range(total - 1),
      sizeTop: total - 2,
    };
  },
  page,
  fault: {
    name: "c is added with the sign of b",
    find: "c_minus = a_sign_i ^ c_sign_i",
    replace: "c_minus = a_sign_i ^ b_sign_i",
  },
});
