/** The commands. Each loads what it needs when it runs, so that `--help` stays fast. */
import type { CommandSpec } from "./command.js";

const json = { flags: "--json", doc: "machine-readable output" } as const;

const formats = [
  "A format is a name (halfulp list --formats), posit(n,es), fixed(il,fl), ufixed(il,fl), int(n), uint(n), its facts",
  "'{expBits:3,fracBits:4,bias:3,highNans:1}', or a .json file of such facts.",
].join("\n");

export const commands: readonly CommandSpec[] = [
  {
    name: "list",
    summary: "show the units, their options, and the formats",
    takesUnit: "never",
    options: [
      { flags: "--formats", doc: "formats only" },
      { flags: "--units", doc: "units only" },
      { flags: "--catalogue", doc: "the configurations of the default catalogue" },
      { flags: "--systems", doc: "the published systems, and what there is of each by the committed reports" },
      json,
    ],
    example: "halfulp list --formats",
    run: async (call) => (await import("./list.js")).list(call),
  },
  {
    name: "gen",
    summary: "write Verilog, file list, self-checking bench and vectors",
    takesUnit: "or all",
    options: [
      { flags: "-o, --out <dir>", doc: "folder to write to" },
      {
        flags: "--vectors <n>",
        doc:
          "rows of the bench: a number, or all: as many as cosim uses, every input up to 2^20; default every input " +
          "up to 2^14, else 4096 rows of corners and hard cases, with patterns for what they miss",
      },
      { flags: "--license <spdx>", doc: "SPDX identifier for the emitted files (default Apache-2.0)" },
      json,
    ],
    example: "halfulp gen fp_mul --a e4m3 --b e5m2 --dst fp16 --round rtz -o out",
    exampleTail: "-o out",
    notes: formats,
    run: async (call) => (await import("./gen.js")).gen(call),
  },
  {
    name: "bitslice",
    summary: "write the unit's netlist as bit-sliced C and WebAssembly: 64 to 512 results a pass",
    takesUnit: "always",
    options: [
      { flags: "-o, --out <dir>", doc: "folder to write to" },
      { flags: "--license <spdx>", doc: "SPDX identifier for the emitted files (default Apache-2.0)" },
      json,
    ],
    example: "halfulp bitslice fp_fma --a hobflops9 --round rne -o out",
    exampleTail: "-o out",
    notes: [
      "Writes <module>.h and <module>.c, C11 with vector extensions, rows of a pass by -DHALFULP_LANES=64, 128, 256 or",
      "512; and <module>.wasm with its wrapper <module>.ts. With --json also the gates, the expressions that the C has of",
      "them, and the most values that are alive at a time.",
      "",
      formats,
    ].join("\n"),
    run: async (call) => (await import("./bitslice.js")).bitslice(call),
  },
  {
    name: "model",
    summary: "read lines of hex inputs, print the exact outputs in hex",
    takesUnit: "always",
    options: [json],
    example: "echo '38 40' | halfulp model fp_mul --a e4m3",
    readsRows: true,
    notes: [
      "A line holds one word for each input port, in declared order, without clock and reset; the outputs come back in",
      "the same way. For clocked units a line is one rising edge: inputs before it, outputs after it. Empty lines and",
      "what stands behind # or // are skipped. With --json each result is a line of its own: an object of hex words.",
      "",
      formats,
    ].join("\n"),
    run: async (call) => (await import("./model.js")).model(call),
  },
  {
    name: "vectors",
    summary: "print the vectors of the bench and tell which faults of the netlist they catch",
    takesUnit: "or all",
    options: [
      { flags: "--coverage", doc: "simulate every stuck-at and gate-substitution fault, and add rows for the rest" },
      { flags: "--fresh", doc: "measure again what a committed report already has" },
      json,
    ],
    example: "halfulp vectors fp_mul --a e4m3 --coverage",
    notes: [
      "A line holds the words of all inputs but the clock in hex, # and the words expected of the outputs: what model",
      "reads, and test patterns for what was made of the Verilog. For clocked units a line is one rising edge, the reset",
      "among its inputs. With --all --coverage the catalogue is measured and its reports are written.",
      "",
      formats,
    ].join("\n"),
    run: async (call) => (await import("./vectors.js")).vectors(call),
  },
  {
    name: "cosim",
    summary: "simulate the Verilog in up to four engines and compare every bit with the model",
    takesUnit: "or all",
    options: [
      {
        flags: "--engine <names>",
        doc: "comma-separated engines: bitslice, verilator, cxxrtl, iverilog (default: all)",
      },
      { flags: "--rows <n>", doc: "at most about this many vectors where all inputs are too many" },
      { flags: "--faults", doc: "plant each unit's known fault and demand that it is caught" },
      { flags: "--fresh", doc: "measure again what a committed report already has" },
      json,
    ],
    example: "halfulp cosim fp_add --a e5m2 --engine bitslice,iverilog",
    notes: [
      "With --json a row has a kind: engine, with the vectors checked and the mismatches among them; or lint, with the",
      "files read and whether the linter had something to say.",
      "",
      formats,
    ].join("\n"),
    run: async (call) => (await import("./cosim.js")).cosim(call),
  },
  {
    name: "prove",
    summary: "show that the netlist equals the model: on every input, or by parts and induction",
    takesUnit: "or all",
    options: [
      { flags: "--exhaustive", doc: "every input or nothing: refuse where there are more than 2^36" },
      { flags: "--samples <n>", doc: "rows where nothing stronger is possible (default 10000000)" },
      {
        flags: "--rotate",
        doc: "with --all: also prove a part of what has a certificate again, another one each commit",
      },
      { flags: "--fresh", doc: "prove again what has a certificate or was done before" },
      json,
    ],
    example: "halfulp prove fp_mul --a e4m3",
    notes: [
      "With --all the certificates in synth-reports/proofs/ that still stand are kept, and the others made. A proof that",
      "was stopped goes on where it was.",
      "",
      formats,
    ].join("\n"),
    run: async (call) => (await import("./prove.js")).prove(call),
  },
  {
    name: "synth",
    summary: "synthesise and report LUTs, gates, depth and flip-flops per target",
    takesUnit: "or all",
    options: [
      {
        flags: "--target <names>",
        doc: "comma-separated targets: gates, ice40, xilinx, ecp5 (the default), xilinx_dsp, ecp5_dsp",
      },
      { flags: "--liberty <file>", doc: "also map to the cells of a liberty file and report its area" },
      {
        flags: "--hierarchical",
        doc: "count every module once and times its instances, without making the design flat",
      },
      { flags: "--yosys <which>", doc: "wasm (the pinned package) or native (the one on the PATH)" },
      { flags: "--fresh", doc: "measure again what a committed report already has" },
      json,
    ],
    example: "halfulp synth fp_fma --a e5m2 --target ice40,gates",
    notes: `With --all, only a run with the default targets and yosys writes reports.\n\n${formats}`,
    run: async (call) => (await import("./synth.js")).synth(call),
  },
  {
    name: "report",
    summary: "show the results of the whole catalogue in one table",
    takesUnit: "never",
    options: [json],
    example: "halfulp report",
    run: async (call) => (await import("./report.js")).report(call),
  },
  {
    name: "doctor",
    summary: "tell which tools are there, their versions, and how to install what is missing",
    takesUnit: "never",
    options: [json],
    example: "halfulp doctor",
    run: async (call) => (await import("./doctor.js")).doctor(call),
  },
];
