/**
 * The targets as data: the Yosys script of each, and what its cells count as. The scripts are the ones that the published
 * comparison numbers were made with; a flag changes an area by tens of percent, so a number without its script says nothing.
 */

/**
 * What a cell of a mapped netlist counts as. `gates`: a logic gate with at most two inputs, an inverter, or a two-way
 * multiplexer; flip-flops apart. `library`: a cell of the user's library, measured by its area alone.
 */
export type CellKind = "gates" | "lut" | "srl" | "carry" | "mux" | "inv" | "ff" | "dsp" | "library";

export const targetNames = ["gates", "ice40", "xilinx", "ecp5", "xilinx_dsp", "ecp5_dsp", "liberty"] as const;
export type TargetName = (typeof targetNames)[number];

export interface Target {
  readonly name: TargetName;
  /** For tables; says what is not to be compared with what. */
  readonly title: string;
  /** True: says something only of designs that multiply, and has no row for the others. */
  readonly infersDsp: boolean;
  /**
   * What its rows hold. `cells`: counts of its own cells; `gates`: AND nodes, transistors and depth as well; `library`:
   * flip-flops before mapping and the area, for which the user names a cell library.
   */
  readonly figures: "cells" | "gates" | "library";
  /** From the normal form to the mapped netlist. */
  readonly commands: readonly string[];
  /** The measurements; each writes one file that `stat.ts` reads. */
  readonly measures: readonly string[];
  /** First match wins; a cell that matches nothing fails the run, so that no hardware goes uncounted. */
  readonly cells: readonly (readonly [RegExp, CellKind])[];
}

/** What the normal form is called between the two runs. */
export const NORMAL_FILE = "flat.v";

/** Where a script finds the cell library of the `liberty` target. */
export const LIBERTY_FILE = "cells.lib";

/** The name of the normalised module, so that no number depends on what a design is called. */
export const NORMAL_TOP = "dut";

/**
 * Once per design: one flat module of word-level cells, in which nothing may be wrong. The targets' scripts start from
 * this text in runs of their own, as the comparison numbers did. It matters: Yosys's choices follow the order in which it
 * meets names, and a signed 8-bit multiply-add comes out with 526 or 750 gates for the same cells in another order.
 */
export const NORMALISE: readonly string[] = [
  "read_verilog SOURCES",
  "hierarchy -check -top TOP PARAMETERS",
  "proc",
  "flatten",
  "opt_clean",
  "tee -q -o check.txt check",
  "tee -q -o rtl.json stat -json",
  `rename -top ${NORMAL_TOP}`,
  `write_verilog ${NORMAL_FILE}`,
];

const STAT = "tee -q -o stat.json stat -json";

const ICE40: Target["cells"] = [
  [/^SB_LUT4$/, "lut"],
  [/^SB_CARRY$/, "carry"],
  [/^SB_DFF\w*$/, "ff"],
];
const XILINX: Target["cells"] = [
  [/^LUT[1-6]$/, "lut"],
  [/^SRL(16E|C32E)$/, "srl"],
  [/^CARRY4$/, "carry"],
  [/^MUXF[789]$/, "mux"],
  // Absorbed by the neighbouring LUT or flip-flop in place and route; the published LUT counts leave it out.
  [/^INV$/, "inv"],
  [/^FD[RSCP]E(_1)?$/, "ff"],
  [/^DSP48E1$/, "dsp"],
];
const ECP5: Target["cells"] = [
  [/^LUT4$/, "lut"],
  [/^CCU2C$/, "carry"],
  [/^(PFUMX|L6MUX21)$/, "mux"],
  [/^TRELLIS_FF$/, "ff"],
  [/^(MULT(18X18D|9X9D)|ALU(54B|24B))$/, "dsp"],
];
const GATES: Target["cells"] = [
  [/^\$_(NOT|AND|NAND|OR|NOR|XOR|XNOR|MUX)_$/, "gates"],
  [/^\$_(S|A)?DFF\w*_$/, "ff"],
];

export const targets: Readonly<Record<TargetName, Target>> = {
  gates: {
    name: "gates",
    title: "two-input gates",
    infersDsp: false,
    figures: "gates",
    commands: [`synth -flatten -top ${NORMAL_TOP}`, "abc -g AND,NAND,OR,NOR,XOR,XNOR,MUX"],
    measures: [
      STAT,
      "tee -q -o cmos.json stat -json -tech cmos",
      "tee -q -o ltp.txt ltp -noff",
      "aigmap",
      "tee -q -o aig.json stat -json",
    ],
    cells: GATES,
  },
  ice40: {
    name: "ice40",
    title: "Lattice iCE40",
    infersDsp: false,
    figures: "cells",
    commands: [`synth_ice40 -top ${NORMAL_TOP}`],
    measures: [STAT],
    cells: ICE40,
  },
  xilinx: {
    name: "xilinx",
    title: "Xilinx 7 series, no DSP",
    infersDsp: false,
    figures: "cells",
    commands: [`synth_xilinx -top ${NORMAL_TOP} -flatten -nodsp -nobram -nolutram -noiopad -noclkbuf`],
    measures: [STAT],
    cells: XILINX,
  },
  ecp5: {
    name: "ecp5",
    title: "Lattice ECP5, no DSP",
    infersDsp: false,
    figures: "cells",
    commands: [`synth_ecp5 -top ${NORMAL_TOP} -nodsp -nobram -nolutram`],
    measures: [STAT],
    cells: ECP5,
  },
  xilinx_dsp: {
    name: "xilinx_dsp",
    title: "Xilinx 7 series, DSP inferred",
    infersDsp: true,
    figures: "cells",
    commands: [`synth_xilinx -top ${NORMAL_TOP} -flatten -nobram -nolutram -noiopad -noclkbuf`],
    measures: [STAT],
    cells: XILINX,
  },
  ecp5_dsp: {
    name: "ecp5_dsp",
    title: "Lattice ECP5, DSP inferred",
    infersDsp: true,
    figures: "cells",
    commands: [`synth_ecp5 -top ${NORMAL_TOP} -nobram -nolutram`],
    measures: [STAT],
    cells: ECP5,
  },
  liberty: {
    name: "liberty",
    title: "cell library",
    infersDsp: false,
    figures: "library",
    commands: [
      `synth -flatten -top ${NORMAL_TOP}`,
      "tee -q -o ff.json stat -json",
      `dfflibmap -liberty ${LIBERTY_FILE}`,
      `abc -liberty ${LIBERTY_FILE}`,
      "opt_clean",
    ],
    measures: [`tee -q -o stat.json stat -json -liberty ${LIBERTY_FILE}`],
    // The names are the library's own: everything but what Yosys left unmapped is a cell of it.
    cells: [[/^[^$]/, "library"]],
  },
};
