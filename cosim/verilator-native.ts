/**
 * The same Verilator model and harness as a native binary. Only the benchmark uses it, to say what WebAssembly costs;
 * it needs a C++ compiler on the machine.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Batch, batchOutputs, type Design } from "../generators/design.js";
import { ToolFailed } from "../tools/errors.js";
import { GXX, runNative } from "../tools/native.js";
import { copyRows, newOutputs } from "./engine.js";
import { CHUNK_ROWS, columnPorts, harness } from "./harness.js";
import { verilate, verilatorDialect, verilatorInclude } from "./verilator.js";

export interface NativeRun {
  readonly outputs: Batch;
  /** Seconds in the evaluation loop alone, all repetitions together. */
  readonly seconds: number;
}

export interface NativeModel {
  /** Evaluates the batch `repeat` times over, which for a clocked design goes on from the state reached. */
  run(inputs: Batch, repeat: number): Promise<NativeRun>;
}

/** A column in its file, one chunk after another with the other columns of the chunk between. */
function mainText(design: Design): string {
  const lines = (dir: "in" | "out", call: string, file: string): string[] =>
    columnPorts(design).flatMap((port, i) =>
      port.dir === dir ? [`    if (std::${call}(c${i}, sizeof c${i}[0], rows, ${file}) != rows) return 1;`] : [],
    );
  return [
    "#include <chrono>",
    "#include <cstdio>",
    "#include <cstdlib>",
    "int main(int, char **arguments) {",
    `  FILE *in = std::fopen(arguments[1], "rb");`,
    `  FILE *out = std::fopen(arguments[2], "wb");`,
    "  if (!in || !out) return 1;",
    "  const unsigned all = std::strtoul(arguments[3], nullptr, 10);",
    "  const unsigned repeat = std::strtoul(arguments[4], nullptr, 10);",
    "  std::chrono::duration<double> spent(0);",
    `  for (unsigned start = 0; start < all; start += ${CHUNK_ROWS}) {`,
    `    const unsigned rows = all - start < ${CHUNK_ROWS} ? all - start : ${CHUNK_ROWS};`,
    ...lines("in", "fread", "in"),
    "    const auto before = std::chrono::steady_clock::now();",
    "    for (unsigned i = 0; i < repeat; ++i) run(rows);",
    "    spent += std::chrono::steady_clock::now() - before;",
    ...lines("out", "fwrite", "out"),
    "  }",
    `  std::printf("seconds %.9f\\n", spent.count());`,
    "  return std::fclose(out);",
    "}",
    "",
  ].join("\n");
}

/** Builds the binary in `directory`, which must stay for as long as the model is used. */
export async function compileNative(design: Design, directory: string): Promise<NativeModel> {
  const files = { ...(await verilate(design)), "main.cpp": harness(design, verilatorDialect) + mainText(design) };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const include = await verilatorInclude();
  const sources = ["main.cpp", join(include, "verilated.cpp"), join(include, "verilated_threads.cpp")];
  const flags = ["-std=c++17", "-O2", "-I.", `-I${include}`, `-I${join(include, "vltstd")}`, "-pthread"];
  await runNative(GXX, [...flags, ...sources, "-o", "model"], { cwd: directory });
  return { run: (inputs, repeat) => runBinary(design, directory, inputs, repeat) };
}

async function runBinary(design: Design, directory: string, inputs: Batch, repeat: number): Promise<NativeRun> {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < inputs.rows; start += CHUNK_ROWS) {
    for (const column of inputs.columns) {
      const part = column.subarray(start, Math.min(start + CHUNK_ROWS, inputs.rows));
      pieces.push(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
  }
  const [from, to] = [join(directory, "in.bin"), join(directory, "out.bin")];
  await writeFile(from, Buffer.concat(pieces));
  const binary = { command: join(directory, "model"), install: "" };
  const { log } = await runNative(binary, [from, to, String(inputs.rows), String(repeat)]);
  const seconds = /^seconds (\S+)$/m.exec(log)?.[1];
  if (seconds === undefined) throw new ToolFailed("model", "no time printed", log);

  const bytes = Uint8Array.from(await readFile(to)).buffer;
  const outputs = newOutputs(design, inputs.rows);
  let at = 0;
  for (let start = 0; start < inputs.rows; start += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, inputs.rows - start);
    for (const [i, { width }] of batchOutputs(design).entries()) {
      const size = width <= 32 ? 4 : 8;
      const piece = bytes.slice(at, at + size * rows);
      copyRows(outputs.columns[i]!, start, size === 4 ? new Uint32Array(piece) : new BigUint64Array(piece), 0, rows);
      at += size * rows;
    }
  }
  return { outputs, seconds: Number(seconds) };
}
