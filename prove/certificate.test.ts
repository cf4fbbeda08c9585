import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { instantiate } from "../generators/instance.js";
import { findUnit } from "../generators/units.js";
import { proveCatalogue, stands } from "./catalogue.js";
import { readCertificate } from "./certificate.js";

const lzc = instantiate(findUnit("lzc"), { width: 4 });
const folder = () => mkdtempSync(join(tmpdir(), "halfulp-test-"));

const run = (into: string, again = false) =>
  proveCatalogue({ instances: [lzc], folder: into, cosim: join(into, "none"), again: () => again, fresh: false });

test("a certificate is made once, kept, made again with the same result, and refused when edited", async () => {
  const into = folder();
  const made = await run(into);
  expect(made.failures).toEqual([]);
  expect(made.rows).toMatchObject([{ module: "lzc_w4", measured: "now", proof: { method: "exhaustive", cases: 16 } }]);
  expect((await run(into)).rows).toMatchObject([{ measured: "kept", proof: { cases: 16 } }]);
  expect((await run(into, true)).rows).toMatchObject([{ measured: "now", proof: { cases: 16 } }]);

  const path = join(into, "lzc_w4.json");
  const text = readFileSync(path, "utf8");
  expect(text).toContain('"cases": 16');
  expect(text).not.toMatch(/\/tmp|seconds|20\d\d-/);
  writeFileSync(path, text.replace('"cases": 16', '"cases": 17'));
  const edited = await run(into);
  expect(edited.rows).toEqual([]);
  expect(edited.failures).toMatchObject([{ exitCode: 1, text: expect.stringContaining("certificate edited by hand") }]);

  writeFileSync(path, "{");
  expect((await run(into)).failures).toMatchObject([
    { exitCode: 2, text: expect.stringContaining("not a certificate") },
  ]);
});

test("a certificate stands for the same Verilog, model, Yosys and parameters alone", async () => {
  const into = folder();
  await run(into);
  const certificate = readCertificate(into, "lzc_w4")!;
  const { rtl, yosys, prover, assignments } = certificate;
  const now = {
    rtl,
    yosys,
    prover,
    assignments: assignments.map(({ parameters, vectors }) => ({ parameters, vectors })),
  };
  expect(stands(certificate, now)).toBe(true);
  expect(stands(undefined, now)).toBe(false);
  expect(stands(certificate, { ...now, rtl: "other" })).toBe(false);
  expect(stands(certificate, { ...now, yosys: "yosys 0" })).toBe(false);
  expect(stands(certificate, { ...now, prover: prover - 1 })).toBe(false);
  expect(stands(certificate, { ...now, assignments: [{ parameters: {}, vectors: "other" }] })).toBe(false);
  expect(
    stands(certificate, { ...now, assignments: [...now.assignments, { parameters: { N: 1 }, vectors: "" }] }),
  ).toBe(false);
});
