/** The same product by the exact model, and the wrapper loaded as a user loads it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Format } from "../../formats/index.js";
import type { Instance } from "../../generators/instance.js";
import { callableModel } from "../../generators/instance.js";
import type { EmittedSoftware } from "../../software/emit.js";
import { CheckFailed } from "../../tools/errors.js";
import { withTempDir } from "../../tools/native.js";
import type { Shape, Unit } from "./gemm.js";

/** Writes the two files that `halfulp bitslice` writes for a TypeScript program, and imports them. */
export function load(software: EmittedSoftware): Promise<Unit> {
  return withTempDir(async (folder) => {
    const file = (ending: string) => software.files.find(({ name }) => name.endsWith(ending))!;
    // The wrapper is a module of the kind that its package says.
    await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
    await writeFile(join(folder, file(".ts").name), file(".ts").text);
    const { create } = (await import(/* @vite-ignore */ pathToFileURL(join(folder, file(".ts").name)).href)) as {
      create(code: Uint8Array): Promise<Unit>;
    };
    return create(file(".wasm").text as Uint8Array);
  });
}

/** The product by the exact model, sum by sum in the same order. */
export function exactProduct(instance: Instance, { m, k, n }: Shape, a: Uint32Array, b: Uint32Array): Uint32Array {
  const step = callableModel(instance);
  return Uint32Array.from({ length: m * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    let sum = 0n;
    for (let i = 0; i < k; i++)
      sum = step({ a_i: BigInt(a[row * k + i]!), b_i: BigInt(b[i * n + column]!), c_i: sum }).result_o!;
    return Number(sum);
  });
}

/** Outputs that differ. @throws CheckFailed when there is no output at all */
export function mismatches(got: Uint32Array, want: Uint32Array): number {
  if (want.length === 0 || got.length !== want.length)
    throw new CheckFailed(`compared ${got.length} outputs with ${want.length}`);
  return want.filter((code, i) => code !== got[i]).length;
}

/** Repeatable codes of a format, specials among them: one in `rare` is any code, the others are numbers about 1. */
export function matrix(format: Format, count: number, seed: number, rare = 64): Uint32Array {
  if (format.kind !== "minifloat") throw new CheckFailed(`no codes about 1 in ${format.name}`);
  const { width, fracBits, bias } = format;
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  return Uint32Array.from({ length: count }, () => {
    if (next() % rare === 0) return next() % 2 ** width;
    const field = bias - 2 + (next() % 4);
    return (next() % 2) * 2 ** (width - 1) + field * 2 ** fracBits + (next() % 2 ** fracBits);
  });
}
