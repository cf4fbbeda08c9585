import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "No paper: a part of this library, which the units share.",
  ],
  equations: `The first half of an addition. With the operand of the larger exponent as anchor:

\`\`\`text
exp       = max(a_exp, b_exp)
big_sig   = significand of the anchor, its top bit at the top of the window
small_sig = floor(other significand / 2^|a_exp - b_exp|),  sticky = (something of it fell out)
subtract  = a_sign xor b_sign
\`\`\`

Sorted by exponent alone, not by magnitude: at equal exponents a is the anchor, and \`fp_sum\` finds out which one is larger. The
negative distance is not negated but inverted, and the missing 1 is a shift by one place that is wired.`,
  picture: [
    "a_exp_i -> subtract exps -> swap",
    "b_exp_i -> subtract exps",
    "a_sig_i -> swap",
    "b_sig_i -> swap",
    "swap -> exp_o",
    "swap -> big_sig_o",
    "swap -> big_sign_o",
    "swap -> shift_sticky -> small_sig_o",
    "shift_sticky -> sticky_o",
    "subtract exps -> shift_sticky",
    "a_sign_i -> swap",
    "b_sign_i -> swap",
    "a_sign_i -> xor -> subtract_o",
    "b_sign_i -> xor",
  ],
  example: {
    command:
      "echo '0 5 c 1 2 b' | halfulp model fp_align --a-bits 4 --a-min 1 --a-max 15 --b-bits 4 --b-min 1 --b-max 15 --window 6",
    meaning:
      "Exponents 5 and 2: 1100 stands at the top of six bits (0x30), 1011 three places lower is 000101 (0x05) with a 1 that fell out, and the signs differ.",
  },
};
