import { describe, expect, test } from "vitest";
import { type Batch, batchInputs } from "../generators/design.js";
import { checkWith } from "./compare.js";
import { engines } from "./engines.js";
import { accumulator, adder, type Fixture, lanes, vectors, wide } from "./fixtures.js";

const sound: [string, Fixture][] = [
  ["an adder", adder()],
  ["two modules, one-bit and wide ports", wide],
  ["vectors of elements, one of 360 bits", lanes],
  ["a clocked design at its defaults", accumulator(1, 5)],
  ["a clocked design, another assignment", accumulator(3, 0)],
  ["a clocked design, parameters above 31 bits", accumulator(200, 4000000000)],
  ["a clocked design, a negative parameter", accumulator(-3, 7)],
];

/** The rows of a batch in a range. */
function cut({ columns }: Batch, from: number, to: number): Batch {
  return { rows: to - from, columns: columns.map((column) => column.subarray(from, to)) };
}

for (const engine of engines) {
  const found = await engine.available();
  describe.skipIf(!found.ok)(`engine ${engine.name}`, () => {
    test.each(sound)("agrees with a plain function on %s", async (_, fixture) => {
      const { inputs, expected } = vectors(fixture, 3001);
      const result = await checkWith(engine, fixture.design, inputs, expected);
      const checked = 3001 - fixture.design.settleRows;
      expect(result).toMatchObject({ engine: engine.name, checked, mismatches: 0 });
      expect(result.firstMismatch).toBeUndefined();
    });

    test("finds a planted fault and names the first row", async () => {
      const { inputs, expected } = vectors(adder(), 3000);
      const a = [...inputs.columns[0]!];
      const wrong = a.flatMap((value, row) => (value === 200 ? [row] : []));
      expect(wrong.length).toBeGreaterThan(0);
      const faulty = adder("a_i + b_i + (a_i == 9'd200 ? 9'd2 : 9'd0)");
      const result = await checkWith(engine, faulty.design, inputs, expected);
      const row = wrong[0]!;
      const sum = BigInt(expected.columns[0]![row]!);
      expect(result.mismatches).toBe(wrong.length);
      expect(result.firstMismatch).toEqual({
        row,
        inputs: [200n, BigInt(inputs.columns[1]![row]!)],
        got: [(sum + 2n).toString(16).padStart(3, "0")],
        want: [sum],
      });
    });

    test("refuses to have checked nothing", async () => {
      const { inputs, expected } = vectors(adder(), 0);
      await expect(checkWith(engine, adder().design, inputs, expected)).rejects.toMatchObject({ exitCode: 1 });
      const settling = vectors(accumulator(1, 5), 1);
      await expect(
        checkWith(engine, accumulator(1, 5).design, settling.inputs, settling.expected),
      ).rejects.toMatchObject({ exitCode: 1 });
    });

    if (engine.kind === "simulate") {
      test("keeps the state between batches and none between simulators", async () => {
        const fixture = accumulator(3, 0);
        const { inputs, expected } = vectors(fixture, 1500);
        for (let again = 0; again < 2; again++) {
          const simulator = await engine.compile(fixture.design);
          for (const [from, to] of [
            [0, 700],
            [700, 701],
            [701, 1500],
          ] as const) {
            const got = await simulator.run(cut(inputs, from, to));
            expect(got.columns).toEqual(cut(expected, from, to).columns);
          }
          simulator.close();
        }
      });
    }
  });
}

test("every engine is in the registry once", () => {
  expect(engines.map((engine) => engine.name)).toEqual(["bitslice", "verilator", "cxxrtl", "iverilog"]);
});

test("a batch that does not fit the ports is bad usage", async () => {
  const { inputs, expected } = vectors(adder(), 10);
  const short = { rows: 10, columns: inputs.columns.slice(1) };
  const bitslice = engines[0]!;
  await expect(checkWith(bitslice, adder().design, short, expected)).rejects.toMatchObject({ exitCode: 2 });
  expect(batchInputs(adder().design)).toHaveLength(2);
});

test("an engine whose program is not on the PATH is skipped with the install line", async () => {
  const path = process.env.PATH;
  process.env.PATH = "";
  try {
    const found = await Promise.all(engines.map((engine) => engine.available()));
    expect(found.map(({ ok }) => ok)).toEqual([true, false, true, false]);
    expect(found[1]).toEqual({ ok: false, reason: "skipped, not installed (apt-get install verilator)" });
    expect(found[3]).toEqual({ ok: false, reason: "skipped, not installed (apt-get install iverilog)" });
  } finally {
    process.env.PATH = path;
  }
});
