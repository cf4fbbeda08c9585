import { arithShift } from "../shared/arith-shift.js";
import { binary, decimal, range, replicate, signExtend, slice } from "../shared/literals.js";
import { type PositForm, positShape } from "../shared/posit.js";
import type { View } from "../unit.js";

interface Config {
  readonly n: number;
  readonly es: number;
  readonly form: PositForm;
  readonly scaleBits: number;
  readonly fracBits: number;
}

/** The lines that lay out the bit string and shift it; `p` has the names of the signals in each section. */
export function encodeView({ n, es, form, scaleBits, fracBits }: Config, p: Record<string, View>): View {
  const { countBits } = positShape(n, es);
  const fields = p.fields!;
  const shift = p.shift!;
  const wide = Math.max(scaleBits, 1 + countBits + es);
  const runBits = wide - 1 - es;
  const tailBits = es + fracBits + 1;
  const keptBits = n - 2;
  const exp = slice("scale", es - 1, 0, wide);
  const parts = [
    ...(es > 0 ? [form === "signed" ? `${exp} ^ ${replicate(String(fields.sign_i), es)}` : exp] : []),
    fields.frac_i,
    fields.sticky_i,
    ...(tailBits < keptBits ? [binary(0, keptBits - tailBits)] : []),
  ];
  const allBits = Math.max(tailBits, keptBits);
  const shifted = arithShift({
    word: "string_0",
    stem: "string",
    width: n,
    fill: `~${shift.low}`,
    count: String(shift.count),
    countWidth: countBits,
    steps: countBits,
    lost: String(shift.rest),
  });
  return {
    wideRange: range(wide),
    wideScale: signExtend(String(fields.scale_i), scaleBits, wide),
    low: form === "signed" ? `(scale[${wide - 1}] ^ ${fields.sign_i})` : `scale[${wide - 1}]`,
    runRange: range(runBits),
    run: `${slice("scale", wide - 2, es, wide)} ^ ${replicate(`scale[${wide - 1}]`, runBits)}`,
    endCount: n - 2,
    isEnd: `run >= ${decimal(n - 2, runBits)}`,
    isPastEnd: 2 ** runBits - 1 > n - 2 ? `run > ${decimal(n - 2, runBits)}` : "1'b0",
    countRange: range(countBits),
    count: `is_end ? ${decimal(n - 2, countBits)} : ${slice("run", countBits - 1, 0, runBits)}`,
    tailRange: range(allBits),
    tail: `{${parts.join(", ")}}`,
    keptRange: range(keptBits),
    kept: slice("tail", allBits - 1, allBits - keptBits, allBits),
    hasRest: allBits > keptBits,
    rest: `|${slice("tail", allBits - keptBits - 1, 0, allBits)}`,
    codeTop: n - 1,
    levels: shifted.lines,
    shifted: shifted.shifted,
    lostAll: shifted.lost,
  };
}
