/** The emitted software under test: the C by the machine's compiler and by `@yowasp/clang`, the wrapper as a user has it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { columnAt, copyRows, newOutputs } from "../cosim/engine.js";
import { instantiate as instantiateWasi } from "../cosim/wasi.js";
import {
  type Batch,
  batchInputs,
  batchOutputs,
  type Column,
  type Design,
  newColumn,
  type Port,
} from "../generators/design.js";
import { designOf, type Instance, instanceModel, instantiate } from "../generators/instance.js";
import type { Options } from "../generators/unit.js";
import { findUnit } from "../generators/units.js";
import { stimulus } from "../testbench/stimulus.js";
import { runClang } from "../tools/clang.js";
import { ToolMissing } from "../tools/errors.js";
import { CC, runNative, withTempDir } from "../tools/native.js";
import { type EmittedSoftware, emitSoftware } from "./emit.js";

export const allLanes = [64, 128, 256, 512] as const;
export type Lanes = (typeof allLanes)[number];

export interface Made {
  readonly instance: Instance;
  readonly design: Design;
  readonly software: EmittedSoftware;
}

export async function made(unit: string, options: Options): Promise<Made> {
  const instance = instantiate(findUnit(unit), options);
  return { instance, design: designOf(instance, []), software: await emitSoftware(instance) };
}

/** Whether the machine has a C compiler. */
export const hasCompiler: boolean = await runNative(CC, ["--version"]).then(
  () => true,
  (error) => {
    if (error instanceof ToolMissing) return false;
    throw error;
  },
);

export function textOf(software: EmittedSoftware, ending: string): string {
  return String(software.files.find((file) => file.name.endsWith(ending))!.text);
}

const portsOf = (design: Design): Port[] => [...batchInputs(design), ...batchOutputs(design)];

/** A program around the emitted functions: columns of 32- or 64-bit words as the engines have them, run at once. */
function harness(design: Design, rows: number): string {
  const ports = portsOf(design);
  const bits = (width: number): number => [8, 16, 32, 64].find((size) => width <= size)!;
  const column = ({ width }: Port): string => `uint${width <= 32 ? 32 : 64}_t`;
  const each = (dir: Port["dir"], text: (port: Port, i: number) => string): string[] =>
    ports.flatMap((port, i) => (port.dir === dir ? [text(port, i)] : []));
  const codes = ports.map((_, i) => `p${i}`).join(", ");
  const call = design.clocked
    ? [
        `static ${design.top}_state state;`,
        `${design.top}_reset(&state);`,
        `${design.top}(&state, rows / HALFULP_LANES, ${codes});`,
      ]
    : [`${design.top}(rows, ${codes});`];
  return [
    "#include <stdio.h>",
    `#include "${design.top}.h"`,
    "#ifdef __wasm__",
    "#define EXPORT(name) __attribute__((export_name(#name)))",
    "#else",
    "#define EXPORT(name)",
    "#endif",
    ...ports.map(
      (port, i) => `static ${column(port)} c${i}[${rows}]; static uint${bits(port.width)}_t p${i}[${rows}];`,
    ),
    "EXPORT(column) void *column(unsigned i) {",
    `  static void *const all[] = {${ports.map((_, i) => `c${i}`).join(", ")}};`,
    "  return all[i];",
    "}",
    "EXPORT(run) void run(size_t rows) {",
    ...each("in", (port, i) => `  for (size_t r = 0; r < rows; r++) p${i}[r] = (uint${bits(port.width)}_t)c${i}[r];`),
    ...call.map((line) => `  ${line}`),
    ...each("out", (_, i) => `  for (size_t r = 0; r < rows; r++) c${i}[r] = p${i}[r];`),
    "}",
    "#ifndef __wasm__",
    "int main(int count, char **arguments) {",
    '  FILE *in = fopen(arguments[count - 2], "rb"), *out = fopen(arguments[count - 1], "wb");',
    ...each("in", (_, i) => `  if (fread(c${i}, sizeof c${i}, 1, in) != 1) return 1;`),
    `  run(${rows});`,
    ...each("out", (_, i) => `  if (fwrite(c${i}, sizeof c${i}, 1, out) != 1) return 1;`),
    "  return fclose(out);",
    "}",
    "#endif",
    "",
  ].join("\n");
}

const WARNINGS = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/** Outputs of the C by the machine's compiler, which must have nothing to say about it. */
export function runByCompiler(
  { design, software }: Made,
  inputs: Batch,
  lanes: Lanes,
  flags = ["-O1"],
): Promise<Batch> {
  return withTempDir(async (directory) => {
    const { rows } = inputs;
    for (const { name, text } of software.files) await writeFile(join(directory, name), text);
    await writeFile(join(directory, "main.c"), harness(design, rows));
    const sources = ["main.c", `${design.top}.c`];
    await runNative(CC, [...WARNINGS, ...flags, `-DHALFULP_LANES=${lanes}`, ...sources, "-o", "main"], {
      cwd: directory,
    });
    const bytes = inputs.columns.map((c) => new Uint8Array(c.buffer, c.byteOffset, c.byteLength));
    await writeFile(join(directory, "in.bin"), Buffer.concat(bytes));
    await runNative({ command: join(directory, "main"), install: "" }, ["in.bin", "out.bin"], { cwd: directory });
    const result = Uint8Array.from(await readFile(join(directory, "out.bin"))).buffer;
    const outputs = newOutputs(design, rows);
    let at = 0;
    for (const [i, { width }] of batchOutputs(design).entries()) {
      const column = width <= 32 ? new Uint32Array(result, at, rows) : new BigUint64Array(result.slice(at), 0, rows);
      copyRows(outputs.columns[i]!, 0, column, 0, rows);
      at += column.byteLength;
    }
    return outputs;
  });
}

/** Outputs of the C by `@yowasp/clang`, in WebAssembly. */
export async function runByClang({ design, software }: Made, inputs: Batch, lanes: Lanes): Promise<Batch> {
  const tree = { "main.c": harness(design, inputs.rows), ...sourceTree(software) };
  const flags = ["-x", "c", ...WARNINGS, "-O1", "-msimd128", "-mexec-model=reactor", `-DHALFULP_LANES=${lanes}`];
  const code = await runClang([...flags, "main.c", `${design.top}.c`, "-o", "main.wasm"], tree, "main.wasm");
  const { exports } = await instantiateWasi(design.top, code);
  const column = exports.column as (index: number) => number;
  const memory = exports.memory as WebAssembly.Memory;
  const at = (port: Port, i: number): Column => columnAt(memory, column(i), port.width, inputs.rows);
  const given = batchInputs(design);
  for (const [i, port] of given.entries()) copyRows(at(port, i), 0, inputs.columns[i]!, 0, inputs.rows);
  (exports.run as (rows: number) => void)(inputs.rows);
  const outputs = newOutputs(design, inputs.rows);
  for (const [i, port] of batchOutputs(design).entries())
    copyRows(outputs.columns[i]!, 0, at(port, given.length + i), 0, inputs.rows);
  return outputs;
}

function sourceTree(software: EmittedSoftware): Record<string, string> {
  return Object.fromEntries([".h", ".c"].map((ending) => [software.name + ending, textOf(software, ending)]));
}

type Codes = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;
export interface Wrapped {
  run(...codes: Codes[]): Record<string, Codes>;
  reset?(): void;
}

/** The wrapper with its types taken off, as a program that a user has; `host` stands for its `WebAssembly`. */
export async function wrapped(software: EmittedSoftware, host: unknown = WebAssembly): Promise<Wrapped> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(textOf(software, ".ts"), { compilerOptions: options });
  const exports: { create?: (code: BufferSource) => Promise<Wrapped> } = {};
  new Function("exports", "WebAssembly", outputText)(exports, host);
  const code = software.files.find((file) => file.name.endsWith(".wasm"))!.text as Uint8Array<ArrayBuffer>;
  return exports.create!(code);
}

export async function runByWrapper({ design, software }: Made, inputs: Batch): Promise<Batch> {
  const unit = await wrapped(software);
  const results = unit.run(...inputs.columns);
  const columns = batchOutputs(design).map(({ name, width }) => {
    const codes = results[name]!;
    return width <= 32 ? Uint32Array.from(codes as Uint32Array) : (codes as BigUint64Array);
  });
  return { rows: inputs.rows, columns };
}

/** Stimulus of a clocked unit dealt to `lanes` streams, four different ones, and what the model gives after its reset. */
export function inStreams(
  { instance, design }: Made,
  lanes: number,
  cycles: number,
): { inputs: Batch; expected: Batch } {
  const kinds = 4;
  const base = stimulus(instance, { rows: kinds * cycles });
  const inputs = { rows: lanes * cycles, columns: batchInputs(design).map((p) => newColumn(p.width, lanes * cycles)) };
  const expected = newOutputs(design, lanes * cycles);
  for (let kind = 0; kind < kinds; kind++) {
    const made = instanceModel(instance);
    if (made.kind !== "clocked") throw new Error(`${instance.module} is not clocked`);
    made.model.reset();
    const idle = Object.fromEntries(batchInputs(design).map((port) => [port.name, 0n]));
    for (let edge = 0; edge <= instance.settleRows; edge++) made.model.step({ ...idle, rst_i: 1n });
    for (let cycle = 0; cycle < cycles; cycle++) {
      const row = kind * cycles + cycle;
      const words = batchInputs(design).map((port, i) => [port.name, BigInt(base.columns[i]![row]!)] as const);
      const result = made.model.step(Object.fromEntries(words));
      for (let lane = kind; lane < lanes; lane += kinds) {
        for (const [i, [, word]] of words.entries()) put(inputs.columns[i]!, lanes * cycle + lane, word);
        for (const [i, { name }] of batchOutputs(design).entries())
          put(expected.columns[i]!, lanes * cycle + lane, result[name] ?? 0n);
      }
    }
  }
  return { inputs, expected };
}

function put(column: Column, row: number, word: bigint): void {
  if (column instanceof Uint32Array) column[row] = Number(word);
  else column[row] = word;
}
