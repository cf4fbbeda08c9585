import { describe, expect, test } from "vitest";
import { optionFlag } from "../generators/instance.js";
import { units } from "../generators/units.js";
import { commands } from "./commands.js";
import { halfulp, shellWords } from "./fixtures.js";

test("halfulp --help shows every command with an example", async () => {
  const { code, out, err } = await halfulp(["--help"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  for (const { name, summary, example } of commands) {
    expect(out).toContain(`  ${name.padEnd(10)}${summary}\n`);
    expect(out).toContain(example);
  }
});

describe.each(commands)("halfulp $name --help", (command) => {
  test("shows its options and an example of itself", async () => {
    const { code, out } = await halfulp([command.name, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Example:\n  ${command.example}\n`);
    expect(command.example).toContain(`halfulp ${command.name}`);
    for (const { flags } of command.options) expect(out).toContain(flags);
    if (command.takesUnit !== "never") for (const unit of units) expect(out).toContain(`  ${unit.name} `);
  });
});

describe.each(units)("halfulp gen $name --help", (unit) => {
  test("shows the unit's options and an example that works", async () => {
    const { code, out } = await halfulp(["gen", unit.name, "--help"]);
    expect(code).toBe(0);
    for (const name of Object.keys(unit.params)) expect(out).toMatch(new RegExp(`^  ${optionFlag(name)}\\b`, "m"));
    const line = /^Example:\n {2}halfulp (gen .*) -o out$/m.exec(out)![1]!;
    // Everything but the folder is there: that is what is missed first.
    expect(await halfulp(shellWords(line))).toMatchObject({ err: "gen needs a folder to write to: -o DIR\n" });
    expect(out).toMatch(/^Its ports, with widths:\n {2}.*\w+_i.* -> .*\w+_o/m);
  });
});

test("halfulp list --json tells options, parameters and formats as data", async () => {
  const { units: listed, formats } = JSON.parse((await halfulp(["list", "--json"])).out);
  expect(listed.map((u: { name: string }) => u.name)).toEqual(units.map((u) => u.name));
  const lfsr = listed.find((u: { name: string }) => u.name === "lfsr");
  expect(lfsr.parameters.map((p: { name: string }) => p.name)).toContain("Seed");
  const posit = listed.find((u: { name: string }) => u.name === "posit_mul");
  expect(posit.options.filter((o: { required: boolean }) => o.required)).toMatchObject([
    { flag: "--n" },
    { flag: "--es" },
  ]);
  expect(formats).toContainEqual(
    expect.objectContaining({ name: "e4m3", expBits: 4, bias: 7, largest: 448, smallest: 2 ** -9, nanCode: "0x7f" }),
  );
  expect(formats).toContainEqual(expect.objectContaining({ name: "e5m2", infCode: "0x7c", largest: 57344 }));
});
