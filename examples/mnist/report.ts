/** The table, on the screen and as `docs/mnist.md`: facts that any machine gives again, no times. */
import { SCALE } from "./quantise.js";

export interface Row {
  readonly title: string;
  /** Images classified rightly from the hardware's results. */
  readonly right: number;
  /** The same operands, multiplied and summed in double precision. */
  readonly rightInDouble: number;
  /** Of the hardware's dot products against those in double precision, root mean square. */
  readonly error: number;
  /** Clock cycles in which every output was compared with the model's, and in how many one differed. */
  readonly checked: number;
  readonly mismatches: number;
}

export interface Outcome {
  readonly images: number;
  /** Images classified rightly in double precision from unrounded operands. */
  readonly right: number;
  readonly rows: readonly Row[];
}

const HEADINGS = [
  "unit",
  "accuracy",
  "same operands in float64",
  "error of the dot product",
  "cycles compared",
  "mismatches",
];

/** The cells of the table, headings first. */
export function cells({ images, right, rows }: Outcome): string[][] {
  const percent = (count: number): string => `${((100 * count) / images).toFixed(1)} %`;
  return [
    HEADINGS,
    ["float64, operands not rounded", percent(right), "", "", "", ""],
    ...rows.map((row) => [
      row.title,
      percent(row.right),
      percent(row.rightInDouble),
      `${(100 * row.error).toFixed(2)} %`,
      String(row.checked),
      String(row.mismatches),
    ]),
  ];
}

/** Left-aligned columns for a terminal. */
export function screenTable(table: readonly (readonly string[])[]): string {
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The lines of a table in Markdown. */
export function markdownLines([headings, ...rows]: readonly (readonly string[])[]): string[] {
  const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
  return [line(headings!), line(headings!.map(() => "---")), ...rows.map(line)];
}

/** The page `docs/mnist.md`. */
export function page(outcome: Outcome): string {
  return [
    "# MNIST through the hardware",
    "",
    `The first ${outcome.images} test images of MNIST, classified by nearest class mean: the largest dot(x, mean) - |mean|^2 / 2. The`,
    "means are those of the 60,000 training images. Every dot product, 784 long, was streamed through the simulated Verilog,",
    "one product per clock cycle, and every output in every cycle was compared with the unit's exact model. |mean|^2 / 2 is",
    `subtracted in double precision for all units alike, from means that are not rounded. Pixels 0..255 and means are multiplied by 2^${Math.log2(SCALE)}`,
    "and then rounded to the unit's operand format, ties to even; no format saturates.",
    "",
    ...markdownLines(cells(outcome)),
    "",
    "*Same operands in float64*: what the rounding of operands alone does. *Error of the dot product*: root mean square of the",
    "relative difference to float64 from the same operands, which is what accumulator and final rounding do.",
    "",
    "Made by `npx tsx examples/mnist/main.ts`.",
    "",
  ].join("\n");
}
