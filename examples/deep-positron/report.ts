/** The table, on the screen and as `docs/deep-positron.md`: facts that any machine gives again, no times. */
import { markdownLines } from "../mnist/report.js";
import type { Outcome } from "./run.js";
import type { Setup } from "./setups.js";

export interface Row {
  readonly setup: Setup;
  readonly iris: Outcome;
  readonly mnist: Outcome;
  /** iCE40 LUT4 and two-input gates, at 32 terms. */
  readonly luts: number;
  readonly gates: number;
}

const HEADINGS = ["bits", "numbers", "Iris", "MNIST", "LUT4", "gates", "LUT4 x Iris error", "LUT4 x MNIST error"];

const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;

/** Area times the share that is wrong, beside the rest of it: the smaller the better. */
const product = (luts: number, { right, samples }: Outcome): string =>
  ((luts * (samples - right)) / samples).toFixed(0);

/** The cells of the table, headings first. */
export function cells(rows: readonly Row[]): string[][] {
  const { iris, mnist } = rows[0]!;
  const float = ["64", "float64"];
  return [
    HEADINGS,
    [
      ...float,
      percent(iris.rightInDouble, iris.samples),
      percent(mnist.rightInDouble, mnist.samples),
      ...Array.from({ length: HEADINGS.length - 4 }, () => ""),
    ],
    ...rows.map(({ setup, iris, mnist, luts, gates }) => [
      String(setup.bits),
      setup.family,
      percent(iris.right, iris.samples),
      percent(mnist.right, mnist.samples),
      String(luts),
      String(gates),
      product(luts, iris),
      product(luts, mnist),
    ]),
  ];
}

export function page(rows: readonly Row[]): string {
  const { iris, mnist } = rows[0]!;
  const checked = rows.reduce((sum, row) => sum + row.iris.checked + row.mnist.checked, 0);
  return [
    "# Deep Positron: accuracy beside area",
    "",
    "Two small networks, learnt in double precision and then run in the codes of one format, 5 to 8 bits: every dot product",
    "went through the simulated Verilog of an exact multiply-accumulate unit, `fixed_emac`, `fp_emac` or `posit_emac`, with",
    "the bias preloaded and, in the hidden layer, its ReLU. What one layer gives is the input of the next as it is, and the",
    `class is that of the largest result code. All outputs were compared with the exact models in ${checked} cycles, with no`,
    "mismatch.",
    "",
    `Iris: ${iris.samples} flowers are judged, the other half is learnt from; 4 inputs, 8 hidden units with ReLU, 3 classes. MNIST: the`,
    `first ${mnist.samples} test images, one layer of 784 x 10, learnt from the first 10,000 training images. Inputs and weights of each layer`,
    "are multiplied by powers of two before they are rounded, chosen on training samples. Area is that of the unit with",
    "`--init` at 32 terms. The last two columns are LUT4 times the share that is wrong: the smaller the better.",
    "",
    ...markdownLines(cells(rows)),
    "",
    "The paper (Carmichael et al., CoNGA 2019) gives 98 % for Iris in 8-bit posits, 96 % in 8-bit floats, 92 % in 8-bit fixed",
    "point and 98 % in float32, with its own networks and split; its figures are not to be met, but their order can be compared.",
    "",
    "Made by `npx tsx examples/deep-positron/main.ts`.",
    "",
  ].join("\n");
}
