import { expect, test } from "vitest";
import { batchInputs } from "../generators/design.js";
import { designOf, instanceModel } from "../generators/instance.js";
import type { CombModel, Words } from "../generators/unit.js";
import { catalogue } from "../generators/units.js";
import { coreOf } from "./exhaust.js";
import { expectationOf } from "./expect.js";

/** The random word that one of four rows stands for: 0, the last before the result changes, that with which it does, and the largest. */
function steppedWord(
  words: Words,
  { port, width }: { port: string; width: number },
  model: CombModel,
): bigint | undefined {
  const largest = (1n << BigInt(width)) - 1n;
  const resultOf = (word: bigint): string => Object.values(model({ ...words, [port]: word })).join();
  const row = words[port]!;
  if (row === 0n) return 0n;
  if (row === 3n) return largest;
  // Where it never changes any word will do.
  if (resultOf(largest) === resultOf(0n)) return undefined;
  let [same, other] = [0n, largest];
  while (other - same > 1n) {
    const middle = (same + other) / 2n;
    if (resultOf(middle) === resultOf(0n)) same = middle;
    else other = middle;
  }
  return row === 1n ? same : other;
}

test("the fast expectation is the exact model's, with flags, in every class", () => {
  let compared = 0;
  const fast = catalogue().filter((one) => one.unit.kind === "combinational" && one.unit.operation !== undefined);
  expect(fast.length).toBeGreaterThan(30);
  for (const one of fast.map(coreOf)) {
    const expectation = expectationOf(one, {});
    if (expectation === undefined || expectation.model === "exact") continue;
    const { ports } = designOf(one, [], {});
    const { stepped } = expectation;
    const outputs = ports.filter((port) => port.dir === "out");
    const made = instanceModel(one, {});
    if (made.kind !== "combinational") throw new Error("a core is combinational");
    const inputs = batchInputs({ ports });
    // All random words of a code stand in one block.
    const block = Math.min(256, 2 ** expectation.innerBits);
    // The last one holds the random words where only four of each row are tried.
    const columns = [...outputs, ...(stepped ? [stepped] : [])].map(() => new Uint32Array(block));
    // Steps that are coprime to the powers of two reach every exponent and every special code.
    for (let i = 0; i < 40; i++) {
      const outer = (i * 40503) % 2 ** expectation.outerBits;
      const first = Math.floor(((i * 2654435761) % 2 ** expectation.innerBits) / block) * block;
      expectation.fill(outer, first, block, columns);
      for (let row = 0; row < block; row++) {
        let rest = (BigInt(outer) << BigInt(expectation.innerBits)) + BigInt(first + row);
        const words: Record<string, bigint> = {};
        for (const { name, width: portWidth } of [...inputs].reverse()) {
          const width = name === stepped?.port ? 2 : portWidth;
          words[name] = BigInt.asUintN(width, rest);
          rest >>= BigInt(width);
        }
        if (stepped !== undefined) {
          const word = BigInt(columns.at(-1)![row]!);
          const right = steppedWord(words, stepped, made.model) ?? word;
          if (word !== right) expect({ module: one.module, words, word }).toEqual({ right });
          words[stepped.port] = word;
        }
        const want = made.model(words);
        const got = columns.slice(0, outputs.length).map((column) => column[row]!);
        const expected = outputs.map(({ name }) => Number(want[name]));
        if (String(got) !== String(expected)) expect({ module: one.module, words, got }).toEqual({ want: expected });
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(200_000);
});
