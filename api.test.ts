import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { codeBlocks, readDocument } from "./docs/readme.js";
import * as api from "./index.js";
import { projectRoot } from "./tools/cache.js";

const example = codeBlocks(readDocument("README.md"), "ts").join("\n");

/** The example as a module of this project, with what it makes made visible. */
async function withExample<T>(use: (file: string) => T | Promise<T>): Promise<T> {
  // Inside the project, where its packages and its loader are found.
  mkdirSync(join(projectRoot(), ".cache"), { recursive: true });
  const folder = mkdtempSync(join(projectRoot(), ".cache/readme-"));
  const file = join(folder, "example.ts");
  try {
    const text = example.replace('from "halfulp"', 'from "../../index.js"');
    writeFileSync(file, `${text}\nexport { cost, made, multiply, proof };\n`);
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the values of the API are the five calls and the registry", () => {
  expect(Object.keys(api).sort()).toEqual(["check", "emit", "findUnit", "model", "synthesise", "units"]);
  for (const call of ["check", "emit", "findUnit", "model", "synthesise"]) expect(example).toContain(`${call}(`);
});

test("the README's example compiles under strict rules", () =>
  withExample((file) => {
    const config = ts.readConfigFile(join(projectRoot(), "tsconfig.json"), ts.sys.readFile).config;
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, projectRoot());
    const program = ts.createProgram([file], { ...options, noUnusedLocals: false });
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    expect(found.map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"))).toEqual([]);
  }));

test("the README's example does what its comments say", () =>
  withExample(async (file) => {
    const { made, multiply, proof, cost } = await import(file);
    expect(made.verilog).toContain(`module ${made.name} (`);
    expect(made.files.at(-1)).toEqual({ name: `${made.name}.v`, text: made.verilog });
    expect(multiply({ a_i: 0x38n, b_i: 0x40n }).result_o).toBe(0x40n);
    const measured = proof.filter((row: object) => "checked" in row);
    expect(measured.length).toBeGreaterThan(0);
    for (const row of measured) expect(row).toMatchObject({ mismatches: 0, checked: expect.any(Number) });
    expect(cost).toMatchObject({ target: "ice40", row: { lut: expect.any(Number), carry: expect.any(Number) } });
    expect(cost.row.lut).toBeGreaterThan(0);
  }));

test("errors are typed by their exit code", () => {
  expect(() => api.findUnit("fp_mull")).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => api.emit(api.findUnit("fp_mul"), { a: "e4m5" })).toThrow(expect.objectContaining({ exitCode: 2 }));
  expect(() => api.model(api.findUnit("lfsr"), { width: 8 }, { Seed: 0 })).toThrow(/^Seed must be 1\.\./);
});

test("a model refuses words that are no inputs or do not fit", () => {
  const multiply = api.model(api.findUnit("fp_mul"), { a: "e4m3" });
  expect(() => multiply({ a_i: 0x138n, b_i: 0x40n })).toThrow("a_i must be a bigint of 8 bits, got 312");
  expect(() => multiply({ a_i: 0x38n })).toThrow("b_i must be a bigint of 8 bits, got undefined");
  expect(() => multiply({ a: 0x38n, b_i: 0x40n })).toThrow("unknown input: a (known: a_i, b_i)");
});

test("a clocked model goes on from call to call", () => {
  const step = api.model(api.findUnit("lfsr"), { width: 8 }, { Seed: 1, OutW: 8 });
  const words = { en_i: 1n, seed_valid_i: 0n, seed_i: 1n };
  const seen = Array.from({ length: 255 }, () => step(words).rnd_o);
  expect(new Set(seen).size).toBe(255);
});
