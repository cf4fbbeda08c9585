import { expect, test } from "vitest";
import { checkedAssignments } from "../generators/instance.js";
import { instance } from "./fixtures.js";
import { degree, isRefuted } from "./proof.js";
import { Prover } from "./prove.js";

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
