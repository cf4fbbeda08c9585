import { describe, expect, test } from "vitest";
import { proveTwin, twinOf } from "../../prove/twin.js";
import { instantiate } from "../instance.js";
import { equals, judged, operationOracle, valuesOf } from "../shared/fixtures.js";
import { fpFma } from "./unit.js";

const eager = { round: "sra", sr: "eager" };

// Products as long as and longer than a significand of the result.
test.each([
  { a: "e2m1", b: "e2m1", acc: "e2m3", overflow: "saturate", rndBits: 2 },
  { a: "e2m1", b: "e2m1", acc: "e4m3", overflow: "special", rndBits: 3 },
  { a: "e2m1", b: "e2m1", acc: "e3m2", overflow: "saturate", rndBits: 1 },
  { a: "e2m1", b: "e2m1", acc: "e3m2", overflow: "saturate", rndBits: 4 },
  { a: "e2m3", b: "e2m1", acc: "e3m2", overflow: "saturate", rndBits: 1 },
  { a: "e2m1", b: "e2m1", acc: "e5m2", overflow: "propagate", rndBits: 2 },
])("$a x $b + $acc, $rndBits random bits: exact in doubles, rounded once by search", async (options) => {
  const { a, b, acc, overflow, rndBits } = options;
  const oracle = operationOracle(
    { round: "sra", overflow, rndBits, dst: acc, operands: { a_i: a, b_i: b, c_i: acc } },
    (x, y, z) => x! * y! + z!,
  );
  const wanted = equals((inputs) => ({ result_o: oracle(inputs).result_o! }));
  const { rows, wrong } = await judged(fpFma, { ...options, ...eager }, wanted);
  expect(wrong).toEqual([]);
  const counts = [a, b, acc].map((format) => valuesOf(format).length);
  expect(rows).toBe(counts.reduce((product, count) => product * count) * 2 ** rndBits);
});

describe("equal to the lazy unit on all inputs and random words, by SAT", () => {
  test.each([
    // Products as long as a significand of the result, and longer ones.
    ...["e5m2", "e4m3"].flatMap((a) =>
      [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((rndBits) => ({ a, b: a, acc: "fp12", rndBits })),
    ),
    { a: "e2m1", b: "e2m1", acc: "fp12", rndBits: 7 },
  ])("$a x $b + $acc, $rndBits bits", async (options) => {
    const instance = instantiate(fpFma, { ...options, ...eager });
    const equal = await proveTwin(instance, twinOf(instance)!, {});
    expect(equal).toMatchObject({ variables: expect.any(Number), clauses: expect.any(Number) });
  });
});

test.each([
  [{ a: "e5m2", acc: "fp12", round: "src", sr: "eager" }, "sr eager needs round sra, got src"],
  [{ a: "e5m2", acc: "fp12", sr: "eager" }, "sr eager needs round sra, got rne"],
  [{ a: "e5m2", acc: "fp12", flags: true, ...eager }, "flags needs sr lazy: eager has no exact sum to judge"],
  [{ a: "e5m2", acc: "dlf16", ...eager }, "sr eager needs subnormals in acc, and dlf16 has none"],
  [
    { a: "e5m2", ...eager },
    "sr eager needs products that are multiples of the smallest e5m2, 2^-16, and the smallest one is 2^-32",
  ],
])("%j is refused", (options, message) => {
  expect(() => instantiate(fpFma, options)).toThrow(message);
});
