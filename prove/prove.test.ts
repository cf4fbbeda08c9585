import { expect, test, vi } from "vitest";
import { SlicedNetlist, sliceNetlist } from "../cosim/bitslice.js";
import { plant } from "../cosim/faults.js";
import { expectedOutputs } from "../cosim/model.js";
import type { Netlist } from "../cosim/netlist.js";
import { makeVectors } from "../cosim/vectors.js";
import { batchInputs } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { checkedAssignments, designOf, type Instance, instanceModel, instantiate } from "../generators/instance.js";
import { catalogue, findUnit, units } from "../generators/units.js";
import { proveControl, referenceDesign } from "./control.js";
import { directedSequence } from "./directed.js";
import { coreOf, dataNetlist, prepareFrom, sweepShard } from "./exhaust.js";
import { expectationOf } from "./expect.js";
import { outputsOf } from "./interpret.js";
import { against } from "./jobs.js";
import { passedThrough } from "./pipeline.js";
import { degree, isRefuted } from "./proof.js";
import { Prover } from "./prove.js";
import { proveStep } from "./step.js";

const instance = (unit: string, options: Record<string, unknown> = {}): Instance =>
  instantiate(findUnit(unit), options);

async function exhausted(one: Instance, shards = 1) {
  const prepared = prepareFrom(await dataNetlist(one, {}), coreOf(one), {});
  return Array.from({ length: shards }, (_, shard) => sweepShard(prepared, shard, shards));
}

test.each([
  ["fp_mul", { a: "e4m3" }, 2 ** 16],
  ["fp_mul", { a: "e3m2", round: "sra", rndBits: 4 }, 2 ** 16],
  ["fp_add", { a: "e3m2", flags: true }, 2 ** 12],
  ["fp_add", { a: "e5m2", round: "rdn" }, 2 ** 16],
  ["fp_fma", { a: "e2m1", acc: "e4m3", flags: true }, 2 ** 16],
  ["posit_add", { n: 8, es: 2, flags: true }, 2 ** 16],
  ["posit_mul", { n: 8, es: 0 }, 2 ** 16],
  ["fp_convert", { src: "posit(16,1)", dst: "posit(8,0)" }, 2 ** 16],
  ["fp_convert", { src: "fp16", dst: "e5m2", round: "src", rndBits: 4 }, 2 ** 20],
  ["fp_convert", { src: "e5m2", dst: "fixed(4,4)", flags: true }, 2 ** 8],
  ["posit_encode", { n: 5, es: 4, scaleBits: 5 }, 2 ** 10],
  ["posit_encode", { n: 8, es: 2, scaleBits: 7, fracBits: 3, flags: true }, 2 ** 14],
  ["lzc", { width: 1 }, 2],
  ["shift_sticky", { width: 1, amountBits: 1 }, 4],
] as const)("%s %j is proven on all of its rows, in any number of shards", async (unit, options, rows) => {
  const one = instance(unit, options);
  expect(await exhausted(one)).toEqual([{ cases: rows }]);
  const parts = await exhausted(one, 3);
  expect(parts.every(({ counterexample }) => counterexample === undefined)).toBe(true);
  expect(parts.reduce((sum, { cases }) => sum + cases, 0)).toBe(rows);
});

test("rows that the contract does not allow are neither compared nor counted", async () => {
  const one = instance("fp_pack", { dst: "e5m2", sigBits: 6, minExp: -13, maxExp: 17, offset: 13, round: "rup" });
  const { inputs, exhaustive } = makeVectors(one, {});
  expect(exhaustive).toBe(true);
  expect(inputs.rows).toBeLessThan(2 ** 16);
  expect(await exhausted(one)).toEqual([{ cases: inputs.rows }]);
});

test("the fast expectation is the exact model's, with flags, in every class", () => {
  let compared = 0;
  const fast = catalogue().filter((one) => one.unit.kind === "combinational" && one.unit.operation !== undefined);
  expect(fast.length).toBeGreaterThan(30);
  for (const one of fast.map(coreOf)) {
    const expectation = expectationOf(one, {});
    if (expectation === undefined || expectation.model === "exact") continue;
    const { ports } = designOf(one, [], {});
    const outputs = ports.filter((port) => port.dir === "out");
    const made = instanceModel(one, {});
    if (made.kind !== "combinational") throw new Error("a core is combinational");
    const inputs = batchInputs({ ports });
    // All random words of a code stand in one block.
    const block = Math.min(256, 2 ** expectation.innerBits);
    const columns = outputs.map(() => new Uint32Array(block));
    // Steps that are coprime to the powers of two reach every exponent and every special code.
    for (let i = 0; i < 40; i++) {
      const outer = (i * 40503) % 2 ** expectation.outerBits;
      const first = Math.floor(((i * 2654435761) % 2 ** expectation.innerBits) / block) * block;
      expectation.fill(outer, first, block, columns);
      for (let row = 0; row < block; row++) {
        let rest = (BigInt(outer) << BigInt(expectation.innerBits)) + BigInt(first + row);
        const words: Record<string, bigint> = {};
        for (const { name, width } of [...inputs].reverse()) {
          words[name] = BigInt.asUintN(width, rest);
          rest >>= BigInt(width);
        }
        const want = made.model(words);
        const got = columns.map((column) => column[row]!);
        const expected = outputs.map(({ name }) => Number(want[name]));
        if (String(got) !== String(expected)) expect({ module: one.module, words, got }).toEqual({ want: expected });
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(200_000);
});

test("too many random words: their one step is shown, and both of its sides are compared", async () => {
  // 2^40 rows; with four words a row 2^34, of which one shard in 2048 is swept here.
  const one = instance("fp_fma", { a: "e5m2", acc: "dlf16", round: "sra" });
  const netlist = await dataNetlist(one, {});
  const step = proveStep(netlist, 32, 8)!;
  expect(step.frontier).toBeGreaterThanOrEqual(8);
  expect(step.cases).toBe(2 ** (8 + step.frontier));
  const { cases, counterexample } = sweepShard(prepareFrom(netlist, one, {}), 700, 2048);
  expect(counterexample).toBeUndefined();
  expect(cases).toBeGreaterThan(2 ** 20);
  const random = batchInputs(one).reduce((sum, { name, width }) => sum + (name === "rnd_i" ? 0 : width), 0);
  expect(random).toBe(32);
});

test("a random word that an output sees twice, or that turns back, is no step", () => {
  const inputs = [0, 1, 2].map((index) => ({ kind: "input", index }) as const);
  const constants = [0, 1].map((value) => ({ kind: "constant", value: value as 0 | 1 }) as const);
  const gate = (op: "AND" | "OR" | "XOR", ...of: number[]) => ({ kind: "gate", op, inputs: of }) as const;
  const of = (outputs: number[], ...gates: ReturnType<typeof gate>[]): Netlist => ({
    nodes: [...constants, ...inputs, ...gates],
    outputs,
    inputBits: 3,
    registers: [],
    gates: gates.length,
  });
  // Inputs 1 and 2 are the word: nodes 3 and 4.
  expect(proveStep(of([6], gate("OR", 3, 4), gate("AND", 2, 5)), 1, 2)).toMatchObject({ frontier: 0 });
  expect(proveStep(of([5], gate("XOR", 3, 4)), 1, 2)).toBeUndefined();
  expect(proveStep(of([5, 6], gate("AND", 3, 4), gate("OR", 3, 4)), 1, 2)).toBeUndefined();
  // With an operand in it: a word that is turned round by one is not seen to turn back.
  expect(proveStep(of([6], gate("AND", 3, 4), gate("XOR", 2, 5)), 1, 2)).toMatchObject({ frontier: 0 });
});

/** The netlist of a unit's first variant with its fault. */
async function faulty(unit: string) {
  const planted = plant(findUnit(unit));
  return { one: planted.instance, netlist: await sliceNetlist(designOf(planted.instance, planted.files, {})) };
}

test.each(["fp_mul", "posit_mul", "fp_unpack", "shift_sticky", "round_away", "posit_decode", "fp_sum"])(
  "the planted fault of %s is refuted with its first row",
  async (unit) => {
    const { one, netlist } = await faulty(unit);
    const prepared = prepareFrom(netlist, one, {});
    const found = [0, 1, 2].flatMap((shard) => sweepShard(prepared, shard, 3).counterexample ?? []);
    const first = found.sort((a, b) => a.row - b.row)[0]!;
    // Row by row, gate by gate, against the exact model: the same first row.
    const { ports } = designOf(one, [], {});
    const [inputs, outputs] = [batchInputs({ ports }), ports.filter((port) => port.dir === "out")];
    const made = instanceModel(one, {});
    if (made.kind !== "combinational") throw new Error("not combinational");
    const wordsOf = (row: number): bigint[] => {
      let rest = BigInt(row);
      const words = [...inputs].reverse().map(({ width }) => {
        const word = BigInt.asUintN(width, rest);
        rest >>= BigInt(width);
        return word;
      });
      return words.reverse();
    };
    const differs = (row: number): boolean => {
      const words = wordsOf(row);
      const want = made.model(Object.fromEntries(inputs.map(({ name }, i) => [name, words[i]!])));
      return outputsOf(netlist, inputs, outputs, words).some((word, i) => word !== want[outputs[i]!.name]);
    };
    expect(differs(first.row)).toBe(true);
    for (let row = Math.max(0, first.row - 500); row < first.row; row++) expect(differs(row)).toBe(false);
    expect(first.inputs).toEqual(wordsOf(first.row));
    expect(first.got).not.toEqual(first.want);
  },
);

const pipelined = {
  fp_mul: { a: "e2m1" },
  fp_add: { a: "e2m1", flags: true },
  fp_fma: { a: "e2m1", acc: "e3m1", round: "sra", rndBits: 2 },
  fp_convert: { src: "e4m3", dst: "posit(6,1)" },
  posit_decode: { n: 6, es: 1 },
  posit_encode: { n: 5, es: 1 },
  posit_mul: { n: 5, es: 1 },
  posit_add: { n: 5, es: 0 },
};
const withStages = units.filter((unit) => "stages" in unit.params).map(({ name }) => name);

test.each(withStages)("every pipeline of %s is passed through, with and without enable", async (unit) => {
  const options = pipelined[unit as keyof typeof pipelined];
  const rows = (await exhausted(instance(unit, options)))[0]!.cases;
  expect(rows).toBeGreaterThanOrEqual(64);
  for (const stages of [1, 2, 3, 4])
    for (const enable of [false, true])
      expect(await exhausted(instance(unit, { ...options, stages, enable }))).toEqual([{ cases: rows }]);
});

test.each([
  ["the enable does not hold a register", "if (en_i || rst_i) begin", "if (1'b1) begin"],
  ["valid takes a short cut", "<= s1_valid;", "<= valid_i;"],
  ["the enable gates an output", "assign valid_o = s2_valid;", "assign valid_o = s2_valid & en_i;"],
  ["reset clears data", "s1_valid <= 1'b0;\n", "s1_valid <= 1'b1;\n"],
])("no pipeline: %s", async (_, find, replace) => {
  const one = instance("fp_mul", { a: "e4m3", b: "e5m2", dst: "fp16", stages: 2, enable: true });
  const files = emitInstance(one).files.map((file) =>
    file.name === `${one.module}.v` ? { ...file, text: file.text.replace(find, replace) } : file,
  );
  expect(files.at(-1)!.text).not.toBe(emitInstance(one).files.at(-1)!.text);
  const netlist = await sliceNetlist(designOf(one, files, {}));
  expect(() => passedThrough(netlist, one.ports, one.settleRows)).toThrow(/no pipeline of 2 cycles/);
});

test("a pipeline of another length is none", async () => {
  const one = instance("fp_mul", { a: "e4m3", stages: 3 });
  const netlist = await sliceNetlist(designOf(one, emitInstance(one).files, {}));
  expect(() => passedThrough(netlist, one.ports, 2)).toThrow(/valid_o is not valid_i 2 cycles ago/);
});

// The certificates cover every configuration at three assignments each; here each unit stands once.
test.each([
  ["lfsr", { width: 4 }],
  ["fp_mac", { a: "e4m3", acc: "fp12", outer: "fp16", init: true, skipZero: true, round: "srb", rndBits: 6 }],
  ["hfp8_mac", {}],
  ["posit_emac", { n: 8, es: 0 }],
  ["stochastic_round", { src: "fp16", dst: "e4m3" }],
] as const)("%s %j equals its reference by induction", async (unit, options) => {
  const one = instance(unit, options);
  const { pairs } = await proveControl(one, checkedAssignments(one).at(-1)!);
  expect(pairs).toBeGreaterThan(3);
});

test.each(["lfsr", "fp_mac", "hfp8_mac", "posit_emac", "stochastic_round"])(
  "the planted fault of %s is not shown equal to the reference",
  async (unit) => {
    const planted = plant(findUnit(unit));
    const parameters = checkedAssignments(planted.instance)[0]!;
    await expect(proveControl(planted.instance, parameters, planted.files)).rejects.toThrow(/not shown equal/);
  },
);

test("a reference is a design of its own, with the model's outputs", async () => {
  const one = instance("lfsr", { width: 4 });
  const parameters = checkedAssignments(one)[0]!;
  const design = referenceDesign(one, parameters);
  expect(design.top).toBe("lfsr_w4_ref");
  const { inputs, expected } = makeVectors(one, parameters);
  expect(expectedOutputs(one, inputs, parameters)).toEqual(expected);
  expect(design.files.at(-1)!.text).not.toMatch(/parameter/);
});

test("a prover puts parts together, and says what is only sampled", async () => {
  const prover = new Prover({ jobs: 1, samples: 3000 });
  try {
    const round = instance("stochastic_round", { src: "e4m3", dst: "e2m1", rndBits: 2, width: 24 });
    const outcome = await prover.prove(round, checkedAssignments(round)[0]!);
    if (isRefuted(outcome) || outcome.method !== "by parts") throw new Error("refuted or not by parts");
    expect(outcome.parts.map(({ module, method }) => [module, method])).toEqual([
      ["lfsr_w24", "by parts"],
      ["fp_convert_e4m3_e2m1_sra_r2", "exhaustive"],
    ]);
    expect(degree(outcome)).toBe("by parts");
    const wide = await prover.prove(instance("fp_mul", { a: "fp32" }), {});
    if (isRefuted(wide)) throw new Error("refuted");
    expect(wide.method).toBe("sampled");
    expect(wide.cases).toBeGreaterThanOrEqual(2900);
    expect(degree(wide)).toBe(`sampled ${wide.cases}`);
  } finally {
    await prover.close();
  }
});

test("a pipeline that cannot be exhausted is passed through all the same, and its data sampled", async () => {
  const prover = new Prover({ jobs: 1, samples: 2000 });
  try {
    const outcome = await prover.prove(instance("fp_mul", { a: "fp32", stages: 2, enable: true }), {});
    expect(outcome).toMatchObject({ method: "sampled", pipeline: 2 });
  } finally {
    await prover.close();
  }
});

test("outputs of more than 32 bits are compared whole", async () => {
  const one = instance("fp_convert", { src: "e4m3", dst: "fixed(24,16)" });
  expect(await exhausted(one)).toEqual([{ cases: 256 }]);
  const emitted = emitInstance(one);
  const pack = emitted.files.find(({ text }) => /assign code_o = /.test(text))!;
  const text = pack.text.replace(/assign code_o = (.*);/, "assign code_o = ($1) ^ 40'h8000000000;");
  const files = emitted.files.map((file) => (file === pack ? { ...file, text } : file));
  const prepared = prepareFrom(await sliceNetlist(designOf(one, files, {})), one, {});
  const { counterexample } = sweepShard(prepared, 0, 1);
  expect(counterexample).toMatchObject({ row: 0, got: [1n << 39n], want: [0n] });
});

test("directed sequences run counts to their ends and show every bit of a seed", () => {
  const mac = instance("fp_mac", { a: "e4m3" });
  const sequence = directedSequence(mac, { ChunkLen: 500 })!;
  const [valid, last, a] = [1, 2, 3].map((column) => [...sequence.columns[column]!].map(Number));
  expect(valid!.filter((word) => word === 1).length).toBe(2 * (500 + 3));
  expect(last!.filter((word) => word === 1).length).toBe(2);
  expect(new Set(a)).toEqual(new Set([0, 0x7e, 0xfe]));
  const seeds = directedSequence(instance("lfsr", { width: 4 }), { Seed: 9, OutW: 3 })!;
  expect([...seeds.columns[3]!].filter((word) => word > 0)).toEqual([1, 2, 4, 8]);
  expect(directedSequence(instance("lzc"), {})).toBeUndefined();
});

test.each(["fp_mac", "lfsr", "posit_emac", "stochastic_round"])(
  "the planted fault of %s is told of in a cycle of the unit itself",
  async (unit) => {
    const planted = plant(findUnit(unit));
    const parameters = checkedAssignments(planted.instance)[0]!;
    const { inputs, expected } = makeVectors(planted.instance, parameters);
    const design = designOf(planted.instance, planted.files, parameters);
    const { counterexample } = against(
      design,
      new SlicedNetlist(design, await sliceNetlist(design)),
      planted.instance,
      parameters,
      inputs,
    );
    expect(counterexample!.want).not.toEqual(counterexample!.got);
    expect(counterexample!.want.map(Number)).toEqual(expected.columns.map((c) => Number(c[counterexample!.row])));
  },
);

test("more than 2^36 cases are refused, with hours and alternative", async () => {
  const prover = new Prover({ jobs: 1, exhaustive: true });
  try {
    await expect(prover.prove(instance("fp_fma", { a: "fp12" }), {})).rejects.toThrow(
      "fp_fma_fp12_fp12_fp12 has no model",
    );
    await expect(prover.prove(instance("fp_fma", { a: "fp9", b: "fp12", acc: "fp16" }), {})).rejects.toThrow(
      "fp_fma_fp9_fp12_fp16 has 2^37 cases, more than 2^36: about 0.02 hours; without --exhaustive it is sampled",
    );
    await expect(prover.prove(instance("fp_mul", { a: "fp32" }), {})).rejects.toThrow(
      "fp_mul_fp32_fp32_fp32 has 2^64 cases",
    );
    const lfsr = instance("lfsr");
    await expect(prover.prove(lfsr, checkedAssignments(lfsr)[0]!)).rejects.toThrow("has state: it is proven by parts");
  } finally {
    await prover.close();
  }
});

test("a host without SIMD is told so in one line", async () => {
  const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  try {
    await expect(exhausted(instance("lzc"))).rejects.toThrow(/^WebAssembly has no SIMD here \(.*\)$/);
  } finally {
    validate.mockRestore();
  }
});
