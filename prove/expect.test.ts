import { expect, test } from "vitest";
import { batchInputs } from "../generators/design.js";
import { designOf, instanceModel } from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { coreOf } from "./exhaust.js";
import { expectationOf } from "./expect.js";

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
