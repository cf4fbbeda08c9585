import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { halfulp } from "../cli/fixtures.js";
import { iverilog } from "../cosim/iverilog.js";
import { minifloats } from "../formats/index.js";
import { units } from "../generators/units.js";
import { documents, withParts } from "./parts.js";
import { codeBlocks, commandLines, readDocument } from "./readme.js";

describe("generated parts", () => {
  test.each(documents)("%s is up to date (mend with: npx tsx docs/tables.ts)", (name) => {
    const text = readDocument(name);
    expect(text).toMatch(/^<!-- \w+ -->$/m);
    expect(withParts(text)).toBe(text);
  });

  test("a stale part is replaced, everything else stays", () => {
    const made = withParts("a\n<!-- units -->\nold\n<!-- /units -->\nb\n<!-- other -->\nc\n<!-- /other -->\n");
    expect(made).toMatch(
      /^a\n<!-- units -->\n\n\| unit [\s\S]*\n\n<!-- \/units -->\nb\n<!-- other -->\nc\n<!-- \/other -->\n$/,
    );
    expect(made).not.toContain("old");
    expect(withParts(made)).toBe(made);
  });

  test("the README has every unit and every format", () => {
    const readme = readDocument("README.md");
    for (const { name } of [...units, ...Object.values(minifloats)])
      expect(readme).toMatch(new RegExp(`^\\| \`${name}\` `, "m"));
  });
});

const { ok: canSimulate } = await iverilog.available();

describe("the commands of the README", () => {
  const out = mkdtempSync(join(tmpdir(), "halfulp-readme-"));
  afterAll(() => rmSync(out, { recursive: true }));
  const shell = codeBlocks(readDocument("README.md"), "sh").join("\n");
  const lines = commandLines(shell);
  /** What keeps a line cheap here; the rest of it runs as it stands. */
  const cheaper: Readonly<Record<string, readonly string[]>> = {
    cosim: ["--engine", "bitslice", "--rows", "500"],
    synth: ["--target", "ice40"],
  };

  test("there are some of each kind", () => {
    const kinds = new Set(lines.map(({ argv }) => argv[0]));
    expect([...kinds].sort()).toEqual([
      "bitslice",
      "cosim",
      "doctor",
      "gen",
      "list",
      "model",
      "prove",
      "synth",
      "vectors",
    ]);
  });

  test.each(lines)("$argv", async ({ argv, input }) => {
    const words = argv.map((word) => (word === "out" ? join(out, "out") : word));
    const { code, out: printed } = await halfulp([...words, ...(cheaper[argv[0]!] ?? [])], input);
    expect(code).toBe(0);
    expect(printed).not.toBe("");
    if (argv[0] === "model") expect(printed).toBe("40\n");
  });

  test.skipIf(!canSimulate)("the line that runs the bench", () => {
    const line = shell.split("\n").find((text) => text.startsWith("cd out && iverilog"))!;
    const log = execFileSync("bash", ["-ec", line], { cwd: out, encoding: "utf8" });
    expect(log).toMatch(/^RESULT checked 256 mismatches 0\nPASS \w+$/m);
    expect(readdirSync(join(out, "out"))).toContain("fp_unpack_e4m3.v");
  });
});
