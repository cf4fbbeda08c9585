import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: [
    "Golomb, _Shift Register Sequences_, 1967: the recurrence of a primitive polynomial passes through every state but 0.",
    "Gupta et al., _Deep Learning with Limited Numerical Precision_, ICML 2015, section 5 (hardware prototyping): an LFSR word added to the bits that are dropped. The polynomial, the seed and the words per cycle are not published; they are stated here.",
  ],
  equations: `The state s is a window of a sequence over bits that a primitive polynomial of degree W defines; x^31 + x^3 + 1 is the default:

\`\`\`text
s(t+1) = s(t) advanced by K steps, each: {xor of the taps, upper bits}
K      = smallest number >= OutW without a common factor with 2^W - 1
rnd    = OutW lowest bits of s
\`\`\`

So the words share no bit of the sequence, and all 2^W - 1 states come before the first one comes again. The K steps are
unrolled into one level of XORs per bit. \`seed_valid_i\` loads \`seed_i\`; 0, from which there is no way out, is refused.`,
  picture: [
    "state_q -> advance -> load -> state_q",
    "state_q -> rnd_o",
    "seed_i -> load",
    "seed_valid_i -> load",
    "en_i -> load",
  ],
  example: {
    command: "printf '1 0 0\\n1 0 0\\n0 1 f00d\\n1 0 0\\n' | halfulp model lfsr",
    meaning:
      "Two words behind the default seed, then the state is set to 0xf00d, whose low byte is the next word, then the word behind that.",
  },
};
