/** The words that all engines are asked and the words that the exact model answers, with their hash. */
import type { Batch } from "../generators/design.js";
import type { Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { isExhaustive, type StimulusOptions, stimulus } from "../testbench/stimulus.js";
import { cached, contentHash } from "../tools/cache.js";
import { closureHash } from "../tools/closure.js";
import { expectedOutputs } from "./model.js";

export interface VectorFacts {
  /** Hash of every input and expected word. */
  readonly hash: string;
  /** All inputs are in it. */
  readonly exhaustive: boolean;
}

export interface Vectors extends VectorFacts {
  readonly inputs: Batch;
  readonly expected: Batch;
}

export function makeVectors(instance: Instance, parameters: Parameters, rows?: number): Vectors {
  const size: StimulusOptions = rows === undefined ? { parameters } : { parameters, rows };
  const inputs = stimulus(instance, size);
  const expected = expectedOutputs(instance, inputs, parameters);
  const bytes = [...inputs.columns, ...expected.columns].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  return { inputs, expected, exhaustive: isExhaustive(instance, size), hash: contentHash(...bytes) };
}

/**
 * Vectors that are made at most once and only when something needs the words. The facts alone come from the cache while
 * the program that makes them is the same.
 */
export class VectorSource {
  readonly #instance: Instance;
  readonly #parameters: Parameters;
  readonly #rows: number | undefined;
  #made: Vectors | undefined;

  constructor(instance: Instance, parameters: Parameters, rows?: number) {
    this.#instance = instance;
    this.#parameters = parameters;
    this.#rows = rows;
  }

  async facts(): Promise<VectorFacts> {
    const { unit, module } = this.#instance;
    const program = await closureHash(import.meta.url, ["./vectors", `../generators/${unit.name}/unit`]);
    const bytes = await cached(
      "vectors",
      [program, module, JSON.stringify(this.#parameters), String(this.#rows)],
      async () => {
        const { hash, exhaustive } = this.vectors();
        return new TextEncoder().encode(JSON.stringify({ hash, exhaustive }));
      },
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as VectorFacts;
  }

  vectors(): Vectors {
    this.#made ??= makeVectors(this.#instance, this.#parameters, this.#rows);
    return this.#made;
  }
}
