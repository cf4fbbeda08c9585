import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow.",
    "No paper: a part of this library, which the units share.",
  ],
  equations: `A number that is not normalised, of W = \`--sig-bits\` bits with a sticky bit below, is rounded once into a code:

\`\`\`text
x    = (-1)^sign * (2 sig + sticky + increment) * 2^(exp - W)
code = overflow(round(x))
\`\`\`

Leading zeros are counted and shifted out as far as the exponent field has room for, so subnormals need no second path. The code
is counted as one integer {field, fraction}: a carry of the rounding moves into the field by itself, and a code above the
largest finite one is an overflow. \`increment_i\` (with \`--increment\`) is the carry that a subtraction did not propagate: one more unit
of the sticky bit's weight, taken into the rounding decision instead of through an adder of its own. With \`--rounded\` the number was
rounded before it came: what stands below its last place is dropped, and what is too large overflows as it would have with its rounding.`,
  picture: [
    "sig_i -> lzc -> normalise",
    "sig_i -> normalise -> round_away -> increment -> select -> code_o",
    "sticky_i -> normalise",
    "exp_i -> normalise",
    "normalise -> increment",
    "rnd_i -> round_away",
    "sign_i -> round_away",
    "sign_i -> select",
    "is_nan_i -> select",
    "is_inf_i -> select",
    "is_zero_i -> select",
  ],
  example: {
    command:
      "printf '0 0 0 0 0 a8 0\\n0 0 0 0 0 a8 1\\n' | halfulp model fp_pack --dst e4m3 --sig-bits 8 --min-exp -18 --max-exp 17",
    meaning:
      "1.3125 is a tie between 1.25 and 1.375 and goes to the even code 0x3a; with the sticky bit it is above the tie and goes to 0x3b.",
  },
};
