import type { UnitPage } from "../unit.js";

export const page: UnitPage = {
  sources: ["No paper: a part of this library, which the units share."],
  equations: `\`\`\`text
count = number of zeros above the highest 1 of in      none = (in = 0)
\`\`\`

By halving: where the upper half is empty, a bit of the count is 1 and the search goes on in the lower half. For a word of zeros
\`count_o\` is W - 1: the lowest bit is not looked at, since it makes no difference to any other count.`,
  picture: [
    "in_i -> upper half empty -> next half -> count_o",
    "in_i -> next half",
    "upper half empty -> count_o",
    "in_i -> any bit -> none_o",
  ],
  example: {
    command: "echo '14' | halfulp model lzc --width 8",
    meaning: "00010100 has three zeros in front, and is not empty.",
  },
};
