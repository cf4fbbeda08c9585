import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "IEEE 754-2019, clauses 4.3 and 7.4: rounding as if the exponent had no upper limit, then overflow. The sticky bit: what is below the last place counts only by whether it is zero.",
    "No paper: a part of this library, which the units share.",
  ],
  equations: `With W = \`--width\` bits in and V = \`--out-bits\` out, the input standing at the top of the window:

\`\`\`text
out    = floor(in * 2^(V - W) / 2^amount)       sticky = (in * 2^(V - W) is not a multiple of 2^amount)
\`\`\`

Small steps come first, on a word that is still narrow; distances beyond the window take everything out at once.`,
  picture: [
    "in_i -> by far -> by 1 -> by 2 -> by 4 -> out_o",
    "amount_i -> by far",
    "amount_i -> by 1",
    "amount_i -> by 2",
    "amount_i -> by 4",
    "by far -> or -> sticky_o",
    "by 1 -> or",
    "by 2 -> or",
    "by 4 -> or",
  ],
  example: {
    command: "echo '96 3' | halfulp model shift_sticky --width 8 --out-bits 8 --amount-bits 4",
    meaning: "0x96 = 10010110 moved down by 3 is 00010010 = 0x12, and of the 110 that fell out something was 1.",
  },
};
