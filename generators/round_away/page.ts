import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE P3109 draft, rounding and saturation modes: the nine `--round` rules, StochasticA, B and C among them, and the three `--overflow` policies.",
    "Fitzgibbon and Felix, _On Stochastic Rounding with Few Random Bits_, 2025: the bias of the three stochastic rules, which the table of numerics.md gives per mode.",
  ],
  equations: `One decision for every rounding unit. With \`lost\` the first bits that are not kept, \`sticky\` for all below them, and nu the
fraction of a last place that both stand for:

\`\`\`text
rne   nu > 1/2, or nu = 1/2 and the kept code is odd         rtz   never
rna   nu >= 1/2                                              rto   nu > 0 and the kept code is even
rup   nu > 0 and positive                                    rdn   nu > 0 and negative
sra   floor(nu 2^n) + R >= 2^n
srb   floor(nu 2^(n+1)) + 2R + 1 >= 2^(n+1)
src   round_to_even(nu 2^n) + R >= 2^n                       R: rnd_i, n = --rnd-bits
\`\`\`

The stochastic rules are the carry out of an n-bit (n+1-bit) adder; nothing is compared. With \`--carry\` the input \`carry_i\` says that
the lost bits are a whole unit already.`,
  picture: [
    "odd_i -> decision",
    "sign_i -> decision",
    "lost_i -> add -> decision -> away_o",
    "rnd_i -> add",
    "sticky_i -> decision",
    "carry_i -> decision",
  ],
  example: {
    command: "printf '1 0 1 0\\n0 0 1 0\\n' | halfulp model round_away --round rne",
    meaning: "A tie (lost 1, sticky 0) rounds away from an odd code and stays at an even one.",
  },
};
