import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { emitSoftware } from "../software/emit.js";
import { hasCompiler } from "../software/fixtures.js";
import { CC, runNative, withTempDir } from "../tools/native.js";
import { codeBlocks, commandLines, readDocument } from "./readme.js";

const page = readDocument("docs/software.md");
const example = instantiate(findUnit("fp_fma"), { a: "hobflops9" });

test("the command of the page makes the unit of its examples", () => {
  const lines = commandLines(codeBlocks(page, "sh").join("\n"));
  expect(lines.map(({ argv }) => argv.join(" "))).toEqual(["bitslice fp_fma --a hobflops9 -o out"]);
  for (const block of [...codeBlocks(page, "c"), ...codeBlocks(page, "ts")]) expect(block).toContain(example.module);
});

test.skipIf(!hasCompiler)("the C of the page compiles as it says and prints what it says", () =>
  withTempDir(async (cwd) => {
    for (const { name, text } of (await emitSoftware(example)).files) await writeFile(join(cwd, name), text);
    await writeFile(join(cwd, "main.c"), codeBlocks(page, "c")[0]!);
    const line = codeBlocks(page, "sh").find((block) => block.startsWith("cc "))!;
    await runNative(CC, line.trim().split(" ").slice(1), { cwd });
    const { log } = await runNative({ command: join(cwd, "main"), install: "" }, [], { cwd });
    expect(page).toContain(`Prints \`${log.trim()}\``);
  }),
);

test.each([
  ["fp_fma", { a: "hobflops9" }],
  ["fp_mac", { a: "e5m2", acc: "dlf16" }],
] as const)("the wrapper of %s has nothing for the strictest compiler to say", (unit, options) =>
  withTempDir(async (folder) => {
    const { files } = await emitSoftware(instantiate(findUnit(unit), options));
    const wrapper = files.find(({ name }) => name.endsWith(".ts"))!;
    const file = join(folder, wrapper.name);
    await writeFile(file, wrapper.text);
    const program = ts.createProgram([file], {
      noEmit: true,
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      erasableSyntaxOnly: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
    });
    expect(ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"))).toEqual(
      [],
    );
  }),
);
