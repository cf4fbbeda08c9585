/** Reads what the measuring commands of a target wrote and turns cell counts into one row. */
import { CheckFailed, ToolError, UsageError } from "../tools/errors.js";
import type { CellKind, Target } from "./targets.js";

/** One measured design. A field that the target has no measure for is absent. */
export interface Row {
  /** LUTs of the target: SB_LUT4, LUT1..LUT6, LUT4. */
  readonly lut?: number;
  /** Xilinx LUTs used as shift registers: they replace chains of flip-flops, and are in no other count. */
  readonly srl?: number;
  /** SB_CARRY (one bit each), CARRY4 (four bits), CCU2C (two bits, and LUTs of its own). */
  readonly carry?: number;
  /** Multiplexers behind the LUTs: MUXF7..9, PFUMX, L6MUX21. */
  readonly mux?: number;
  /** Inverters that place and route absorbs; in no other count. */
  readonly inv?: number;
  readonly dsp?: number;
  readonly ff: number;
  /** Logic gates with inverters, without flip-flops. */
  readonly gates?: number;
  /** AND nodes of the and-inverter graph of the same netlist; inverters are free. */
  readonly andNodes?: number;
  readonly cmosTransistors?: number;
  /** True where the estimate leaves cells out (flip-flops with reset or enable). */
  readonly cmosPartial?: boolean;
  /** Gates on the longest path between ports or flip-flops. */
  readonly depth?: number;
  /** In the units of the cell library. */
  readonly area?: number;
  /** Always 0: a latch fails the run. */
  readonly latches: 0;
  /** Raw counts, sorted by cell type. */
  readonly cells: Readonly<Record<string, number>>;
}

/** One `stat -json` file. */
export interface Stat {
  readonly cells: Readonly<Record<string, number>>;
  readonly area?: number;
  /** As Yosys prints it: a number, with `+` where cells of unknown cost were left out. */
  readonly transistors?: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Reads a `stat -json` file.
 * @throws ToolError when it is not one: a log line in between, or another shape in another version.
 */
export function parseStat(text: string): Stat {
  const { design } = parseJson(text);
  const cells = cellsOf(design, "design");
  const { area, estimated_num_transistors: transistors } = design as Record<string, unknown>;
  return {
    cells,
    ...(typeof area === "number" ? { area } : {}),
    ...(typeof transistors === "string" ? { transistors } : {}),
  };
}

/**
 * The cells of each module of a `stat -json` file, those that are modules themselves among them.
 * @throws ToolError as `parseStat`
 */
export function parseModules(text: string): Map<string, Stat["cells"]> {
  const { modules } = parseJson(text);
  if (!isRecord(modules)) throw new ToolError("yosys stat has no modules");
  // A name may or may not have the backslash that opens it inside Yosys.
  const plain = (name: string): string => name.replace(/^\\/, "");
  const renamed = (cells: Stat["cells"]) =>
    Object.fromEntries(Object.entries(cells).map(([type, count]) => [plain(type), count]));
  return new Map(Object.entries(modules).map(([name, stat]) => [plain(name), renamed(cellsOf(stat, name))]));
}

function parseJson(text: string): Record<string, unknown> {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch (cause) {
    throw new ToolError("yosys stat is not json", { cause });
  }
  return isRecord(root) ? root : {};
}

function cellsOf(stat: unknown, where: string): Record<string, number> {
  const counts = isRecord(stat) ? stat.num_cells_by_type : undefined;
  if (!isRecord(counts)) throw new ToolError(`yosys stat has no ${where}.num_cells_by_type`);
  const cells: Record<string, number> = {};
  for (const type of Object.keys(counts).sort()) {
    const count = counts[type];
    if (typeof count !== "number" || !Number.isInteger(count))
      throw new ToolError(`yosys stat counts no cells: ${type}`);
    cells[type] = count;
  }
  return cells;
}

/**
 * The length that `ltp -noff` printed.
 * @throws CheckFailed when it met a combinational loop, ToolError when it printed no length.
 */
export function parseDepth(text: string): number {
  const loop = /Detected loop at (.+)/.exec(text)?.[1];
  if (loop !== undefined) throw new CheckFailed(`combinational loop at ${loop}`);
  const length = /^Longest topological path in .* \(length=(\d+)\):/m.exec(text)?.[1];
  if (length === undefined) throw new ToolError("yosys ltp printed no length");
  return Number(length);
}

/** The problems that `check` printed, one line each; empty when there are none. */
export function parseCheck(text: string): string[] {
  const found = /^Found and reported (\d+) problems?\./m.exec(text)?.[1];
  if (found === undefined) throw new ToolError("yosys check did not end");
  const problems = [...text.matchAll(/^Warning: (.+?):?$/gm)].map((match) => match[1] ?? "");
  if (Number(found) > 0 && problems.length === 0) problems.push(`${found} problems`);
  return problems;
}

/** Word-level and gate-level latches, whatever their polarity, reset and set. */
export function latchCells(stat: Stat): string[] {
  return Object.keys(stat.cells).filter((type) => /^\$(a?dlatch(sr)?|sr|_DLATCH\w*_|_SR_\w+_)$/.test(type));
}

/**
 * Sorts the cells of a mapped netlist by kind.
 * @throws CheckFailed when a cell is of no kind that the target knows: unmapped (`$...`), a latch, a memory.
 */
export function countCells(stat: Stat, target: Pick<Target, "name" | "cells">): Partial<Record<CellKind, number>> {
  const counts: Partial<Record<CellKind, number>> = {};
  for (const [, kind] of target.cells) counts[kind] = 0;
  const unknown: string[] = [];
  for (const [type, count] of Object.entries(stat.cells)) {
    const kind = target.cells.find(([pattern]) => pattern.test(type))?.[1];
    if (kind === undefined) unknown.push(`${count} ${type}`);
    else counts[kind] = (counts[kind] ?? 0) + count;
  }
  if (unknown.length > 0) throw new CheckFailed(`cells that ${target.name} does not have: ${unknown.join(", ")}`);
  return counts;
}

type Files = Readonly<Record<string, string>>;

function read(files: Files, name: string): string {
  const text = files[name];
  if (text === undefined) throw new ToolError(`yosys wrote no ${name}`);
  return text;
}

/**
 * The cells of the normal form, from the files of the first run.
 * @throws CheckFailed for latches, loops, undriven and multiply driven wires; ToolError for files that cannot be read.
 */
export function readNormal(files: Files): Stat {
  const problems = parseCheck(read(files, "check.txt"));
  if (problems.length > 0) throw new CheckFailed(`yosys check: ${problems.join("; ")}`);
  const stat = parseStat(read(files, "rtl.json"));
  const latches = latchCells(stat);
  if (latches.length > 0) throw new CheckFailed(`latch inferred: ${latches.join(", ")}`);
  return stat;
}

/**
 * One row, from the files of a target's run.
 * @throws CheckFailed for loops and cells left unmapped; UsageError for a library without areas; ToolError for files that
 * cannot be read.
 */
export function readRow(files: Files, target: Target): Row {
  const stat = parseStat(read(files, "stat.json"));
  const { library: _, ...counts } = countCells(stat, target);
  const row = { ff: 0, ...counts, latches: 0, cells: stat.cells } as const;
  if (target.figures === "library") {
    if (stat.area === undefined) throw new UsageError("its cells have no area");
    const generic = Object.entries(parseStat(read(files, "ff.json")).cells);
    const ff = generic.reduce((sum, [type, count]) => (type.includes("DFF") ? sum + count : sum), 0);
    return { ...row, ff, area: stat.area };
  }
  if (target.figures !== "gates") return row;
  const transistors = parseStat(read(files, "cmos.json")).transistors ?? "0";
  return {
    ...row,
    andNodes: parseStat(read(files, "aig.json")).cells.$_AND_ ?? 0,
    cmosTransistors: Number.parseInt(transistors, 10),
    cmosPartial: transistors.endsWith("+"),
    depth: parseDepth(read(files, "ltp.txt")),
  };
}
