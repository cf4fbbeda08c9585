import { describe, expect, test } from "vitest";
import { units } from "../generators/units.js";
import { commands } from "./commands.js";
import { halfulp, shellWords } from "./fixtures.js";
import { unitNotes } from "./unit-help.js";

const multiply = ["model", "fp_mul", "--a", "e5m2", "--dst", "fp32"];

test("a line in, a line out; empty lines and comments are skipped", async () => {
  // 1 x 2, 1.5 x -0.25, infinity x 1
  const input = "3c 40\n\n# a comment\n0x3E,0xB4 // with words behind\r\n7c\t3c";
  expect(await halfulp(multiply, input)).toEqual({ code: 0, out: "40000000\nbec00000\n7f800000\n", err: "" });
});

test("--json prints an object a line", async () => {
  const { out } = await halfulp([...multiply, "--json", "--flags"], "3c 40\n");
  expect(JSON.parse(out)).toMatchObject({ result_o: "40000000", overflow_o: "0" });
});

test("clocked units: a line is a rising edge, parameters are taken", async () => {
  // A dot product of one chunk: 1 x 1, and 1 x 2 as the last.
  const unit = ["model", "fp_mac", "--a", "e5m2", "--acc", "fp32", "-P", "ChunkLen=1"];
  const { out, err } = await halfulp(unit, "1 0 3c 3c\n1 1 3c 40\n0 0 0 0\n0 0 0 0\n0 0 0 0\n0 0 0 0\n");
  expect(err).toBe("");
  const lines = out.trimEnd().split("\n");
  expect(lines).toHaveLength(6);
  expect(lines.filter((line) => line.startsWith("1 "))).toEqual(["1 40400000"]);
});

test.each(units.map((unit) => [unit.name, unit] as const))("the example in the help of %s works", async (_, unit) => {
  const spec = commands.find(({ name }) => name === "model")!;
  const [, input, line] = /^ {2}echo '([\d ]+)' \| halfulp (.*)$/m.exec(unitNotes(spec, unit))!;
  const { code, out, err } = await halfulp(shellWords(line!), `${input}\n`);
  expect({ code, lines: out.trimEnd().split("\n").length }).toEqual({ code: 0, lines: 1 });
  // At most the note on a narrow accumulator.
  expect(err).toMatch(/^(note: .*\n)?$/);
});

test("a long input", async () => {
  const input = "3c 40\n".repeat(3000);
  expect((await halfulp(multiply, input)).out).toBe("40000000\n".repeat(3000));
});

describe("what is no input names its line, and the lines before it have been answered", () => {
  test.each([
    ["3c 4g", "line 3: not a hex word for b_i: 4g"],
    ["3c -1", "line 3: not a hex word for b_i: -1"],
    ["3c", "line 3: expected 2 words (a_i b_i), got 1"],
    ["3c 40 00", "line 3: expected 2 words (a_i b_i), got 3"],
    ["3c 100", "line 3: b_i has 8 bits, got 100"],
  ])("%s", async (line, error) => {
    expect(await halfulp(multiply, `3c 3c\n# one\n${line}\n3c 3c\n`)).toEqual({
      code: 2,
      out: "3f800000\n",
      err: `${error}\n`,
    });
  });
});
