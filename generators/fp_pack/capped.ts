import { binary, low, range, replicate, slice } from "../shared/literals.js";
import type { View } from "../unit.js";
import type { PackConfig } from "./plan.js";

/**
 * Normalisation of a number whose exponent is a constant, R = 2^k as an exp field, into a format with subnormals: at most
 * R - 1 places, from the field R down to 1, where subnormals keep their zeros. The count of k bits is then the inverted
 * field but for the hidden bit, and no exponent is computed. What leaves the word below is one bit, `fell_out`; with an
 * increment pending it says whether the bits there are not all ones.
 */
export function cappedView(c: PackConfig, room: number, window: number, fieldBits: number): View {
  const bits = Math.log2(room + 1);
  const bodyBits = c.sigBits + 1;
  const wordBits = room + window;
  const filler = (n: number) => (c.increment ? replicate("increment_i", n) : binary(0, n));
  const any = (name: string, width: number, of: number): string => {
    const part = low(name, width, of);
    return c.increment ? `|(${part} ^ ${replicate("increment_i", width)})` : `|${part}`;
  };
  const below = bodyBits - wordBits;
  const steps: View[] = [];
  let [from, width] = ["word", wordBits];
  for (let by = (room + 1) / 2; by >= 1; by /= 2) {
    const to = by === 1 ? "normal" : `moved_${by}`;
    const left = width - by;
    steps.push({
      by,
      to,
      empty: by === 1 ? `~${slice(from, width - 1, width - 1, width)}` : `~|${from}[${width - 1}:${left}]`,
      range: range(left),
      moved: low(from, left, width),
      kept: slice(from, width - 1, by, width),
      fell: any(from, by, width),
    });
    [from, width] = [to, left];
  }
  const empties = steps.map(({ by }) => `empty_${by}`);
  return {
    word: below >= 0 ? slice("body", bodyBits - 1, below, bodyBits) : `{body, ${filler(-below)}}`,
    wordRange: range(wordBits),
    fellFirst: below > 0 ? any("body", below, bodyBits) : "1'b0",
    steps,
    fell: ["fell_0", ...steps.map(({ by }) => `fell_${by}`)].join(" | "),
    // ~count, and 1 more with a hidden bit.
    field: `{${binary(0, fieldBits - bits)}, ${empties.map((name) => `~${name}`).join(", ")}} + {${binary(0, fieldBits - 1)}, ${slice("normal", window - 1, window - 1, window)}}`,
    countRange: range(bits),
  };
}
