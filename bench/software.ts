/**
 * The multiply-add of two HOBFLOPS formats as bit-sliced software: in C beside the scalar C of `mac.c`, and in
 * WebAssembly beside the C.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sliceNetlist } from "../cosim/bitslice.js";
import { expectedOutputs } from "../cosim/model.js";
import { VECTOR } from "../cosim/slice-planes.js";
import { type Minifloat, minifloats } from "../formats/index.js";
import { type Batch, batchInputs, type Design } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance, instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { type EmittedSoftware, emitSoftware, softwareOf } from "../software/emit.js";
import { buildSoftwareModule } from "../software/wasm.js";
import { stimulus } from "../testbench/stimulus.js";
import { projectRoot } from "../tools/cache.js";
import { CheckFailed, ToolFailed } from "../tools/errors.js";
import { CC, runNative, withTempDir } from "../tools/native.js";
import { bestSeconds, type Entry, figure } from "./figure.js";

const formats = ["hobflops9", "hobflops16"] as const;

/** Wide enough for every instruction that the processor has. */
const C_LANES = 256;
const C_FLAGS = ["-O3", "-march=native"];
/** The vectors and the instructions that a WebAssembly engine has: two operands, no ternary logic. */
const WASM_LANES = 128;
const SAME_INSTRUCTIONS = ["-O3", "-mavx2"];

const CHECKED_ROWS = 1 << 16;
/** Rows of a block of the check in `mac.c`: 8 passes. */
const BLOCK_PASSES = 8;

interface Mac {
  readonly format: Minifloat;
  readonly instance: Instance;
  readonly design: Design;
  readonly software: EmittedSoftware;
}

/** Nanoseconds a MAC. */
interface Times {
  readonly scalar: number;
  readonly planes: number;
  readonly arrays: number;
}

export async function softwareFigures(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const name of formats) {
    const instance = instantiate(findUnit("fp_fma"), { a: name, round: "rne" });
    const design = designOf(instance, emitInstance(instance).files);
    const mac = { format: minifloats[name]!, instance, design, software: await emitSoftware(instance) };
    const wide = await timeC(mac, C_LANES, C_FLAGS);
    const narrow = await timeC(mac, WASM_LANES, C_FLAGS);
    const same = await timeC(mac, WASM_LANES, SAME_INSTRUCTIONS);
    const wasm = await timeWasm(mac);
    const { gates, expressions, live } = mac.software;
    entries.push(
      figure(
        `bit-sliced ${name} MAC in C, ${C_LANES} lanes, times scalar C`,
        wide.scalar / wide.planes,
        "",
        undefined,
        {
          gmacPerSecond: 1 / wide.planes,
          gmacPerSecondWithPacking: 1 / wide.arrays,
          scalarGmacPerSecond: 1 / wide.scalar,
          flags: C_FLAGS.join(" "),
          gates,
          expressions,
          live,
          compared: CHECKED_ROWS,
        },
      ),
      figure(
        `bit-sliced ${name} MAC in WebAssembly, times C of the same instructions, ${WASM_LANES} lanes`,
        same.planes / wasm,
        "",
        { is: "at least", limit: 0.7 },
        {
          gmacPerSecond: 1 / wasm,
          gmacPerSecondOfC: 1 / same.planes,
          flags: SAME_INSTRUCTIONS.join(" "),
          gmacPerSecondOfNativeC: 1 / narrow.planes,
          timesNativeC: narrow.planes / wasm,
        },
      ),
    );
  }
  return entries;
}

/** Compiles, compares scalar and bit-sliced results with the exact model, and only then measures. */
function timeC(mac: Mac, lanes: number, flags: readonly string[]): Promise<Times> {
  const { format, instance, design, software } = mac;
  return withTempDir(async (directory) => {
    for (const { name, text } of software.files) await writeFile(join(directory, name), text);
    const defines = {
      HALFULP_LANES: lanes,
      UNIT: design.top,
      HEADER: `"${design.top}.h"`,
      FRAC: format.fracBits,
      NAN_CODE: format.nanCode,
    };
    const words = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
    const sources = [join(projectRoot(), "bench/mac.c"), `${design.top}.c`];
    await runNative(CC, ["-std=c11", ...flags, ...words, "-I.", ...sources, "-o", "mac"], { cwd: directory });
    const program = { command: join(directory, "mac"), install: "" };

    const inputs = stimulus(instance, { rows: CHECKED_ROWS });
    const want = expectedOutputs(instance, inputs).columns[0]!;
    await writeFile(join(directory, "in.bin"), checkRows(inputs, BLOCK_PASSES * lanes, format.width));
    await runNative(program, ["check", "in.bin", "out.bin"], { cwd: directory });
    const bytes = Uint8Array.from(await readFile(join(directory, "out.bin")));
    const got = format.width <= 8 ? bytes : new Uint16Array(bytes.buffer);
    if (got.length !== 2 * CHECKED_ROWS) throw new ToolFailed("mac", `${got.length} results`, "");
    const block = BLOCK_PASSES * lanes;
    for (let row = 0; row < CHECKED_ROWS; row++) {
      const at = 2 * block * Math.floor(row / block) + (row % block);
      for (const [kind, code] of [
        ["scalar", got[at]],
        ["bit-sliced", got[at + block]],
      ] as const)
        if (code !== want[row])
          throw new CheckFailed(`${kind} C and exact model differ in row ${row}: ${code}, ${want[row]}`);
    }

    const { log } = await runNative(program, ["time"], { cwd: directory });
    const found = /^scalar (\S+) planes (\S+) arrays (\S+)$/m.exec(log);
    if (!found) throw new ToolFailed("mac", "no time printed", log);
    return { scalar: Number(found[1]), planes: Number(found[2]), arrays: Number(found[3]) };
  });
}

/** Blocks of a, b and c, in the C type of a code. */
function checkRows(inputs: Batch, block: number, width: number): Buffer {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < inputs.rows; start += block)
    for (const column of inputs.columns) {
      const part = (column as Uint32Array).subarray(start, start + block);
      const codes = width <= 8 ? Uint8Array.from(part) : Uint16Array.from(part);
      pieces.push(new Uint8Array(codes.buffer));
    }
  return Buffer.concat(pieces);
}

const WASM_PASSES = 8;
const WASM_CALLS = 4000;

/** Nanoseconds a MAC on planes in WebAssembly, 8 passes a call. The module is that of the tests, so nothing is compared. */
async function timeWasm({ design, instance }: Mac): Promise<number> {
  const software = softwareOf(design, await sliceNetlist(design));
  const { code, free } = buildSoftwareModule(software);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
  const memory = exports.memory as WebAssembly.Memory;
  const call = (name: string) => exports[name] as (...numbers: number[]) => void;
  const inputs = stimulus(instance, { rows: WASM_PASSES * WASM_LANES });
  let end = free;
  const take = (bytes: number): number => {
    end += bytes;
    return end - bytes;
  };
  const words = take(4 * inputs.rows);
  const planes = [...software.inputs, ...software.outputs].map(({ width }) => take(VECTOR * width * WASM_PASSES));
  memory.grow(Math.ceil(end / 65536));
  for (const [i, { name }] of batchInputs(design).entries()) {
    new Uint32Array(memory.buffer, words, inputs.rows).set(inputs.columns[i] as Uint32Array);
    call(`pack_${name}`)(words, planes[i]!, WASM_PASSES);
  }
  const pass = call("pass");
  const best = await bestSeconds(25, () => {
    for (let i = 0; i < WASM_CALLS; i++) pass(WASM_PASSES, ...planes);
  });
  return (best / WASM_CALLS / inputs.rows) * 1e9;
}
