/** Every configuration of the default catalogue: its text, its linters, and every bit in the fastest engine. */
import { describe, expect, test } from "vitest";
import { emitInstance } from "../generators/emit.js";
import { checkedAssignments, designOf, type Instance } from "../generators/instance.js";
import { catalogue, units } from "../generators/units.js";
import { bitslice } from "./bitslice.js";
import { linters } from "./lint.js";
import { isMeasured, lintWith, simulateWith } from "./run.js";
import { makeVectors } from "./vectors.js";

/** The whole stimulus belongs to `make cosim`. */
const ROWS = 4096;
const instances = catalogue();
const named = instances.map((instance): [string, Instance] => [instance.module, instance]);

test("every unit has variants, and no module stands for two configurations", () => {
  expect(units.filter(({ variants }) => variants.length === 0)).toEqual([]);
  const modules = instances.map(({ module }) => module);
  expect(modules.length).toBeGreaterThan(units.length);
  expect(modules.filter((module, i) => modules.indexOf(module) !== i)).toEqual([]);
});

test("a module that several units share has one text", () => {
  const texts = new Map<string, string>();
  for (const { name, text } of instances.flatMap((instance) => emitInstance(instance).files)) {
    expect(texts.get(name) ?? text, name).toBe(text);
    texts.set(name, text);
  }
  expect(texts.size).toBeGreaterThan(instances.length);
});

describe.each(named)("%s", (module, instance) => {
  test("is clean text, the same every time", () => {
    const { files, name } = emitInstance(instance);
    expect(emitInstance(instance).files).toEqual(files);
    expect(files.at(-1)!.name).toBe(`${module}.v`);
    expect(name).toBe(module);
    for (const { name: file, text } of files) {
      const lines = text.split("\n");
      expect(lines.pop(), file).toBe("");
      expect(lines.length).toBeGreaterThan(10);
      expect(
        lines.filter((line) => !/^[ -~]*$/.test(line)),
        file,
      ).toEqual([]);
      expect(
        lines.filter((line) => /\s$/.test(line)),
        file,
      ).toEqual([]);
      // The rebuild command stays one line, to be copied.
      const long = lines.filter((line) => line.length > 120 && !line.startsWith("//   halfulp gen "));
      expect(long, file).toEqual([]);
      // Neither a path nor a date nor a clock.
      expect(text.match(/\/(?:home|tmp|work|root|usr)\/|\b20\d\d-\d\d|\d\d:\d\d:\d\d/), file).toBeNull();
      expect(text.match(/^module (\w+)/gm)).toEqual([`module ${file.replace(/\.v$/, "")}`]);
      expect(text.match(/lint_off|casex|defparam|translate_off/), file).toBeNull();
    }
  });

  test("gives linters nothing to say and agrees with its model on every bit", async () => {
    const emitted = emitInstance(instance);
    let checked = 0;
    for (const parameters of checkedAssignments(instance)) {
      for (const linter of linters) {
        const outcome = await lintWith(linter, emitted, parameters);
        if (isMeasured(outcome)) expect(outcome.failure ?? "").toBe("");
      }
      const vectors = makeVectors(instance, parameters, ROWS);
      const outcome = await simulateWith(bitslice, emitted, parameters, vectors);
      if (!isMeasured(outcome)) throw new Error(outcome.skipped);
      expect(outcome.failure ?? "").toBe("");
      checked += outcome.checked;
      expect(designOf(instance, emitted.files, parameters).ports.length).toBeGreaterThan(1);
    }
    expect(checked).toBeGreaterThan(1);
  });
});
