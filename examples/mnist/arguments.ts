/** The options of the examples that stream MNIST images through simulated units. */
import { parseArgs } from "node:util";
import { UsageError } from "../../tools/errors.js";

export interface Arguments {
  readonly images: number;
  /** The engine to simulate with; the best that is installed where none is named. */
  readonly engine: string | undefined;
}

/** @throws UsageError on an unknown option or a number of images out of range */
export function parseArguments(argv: string[], defaultImages: number): Arguments {
  try {
    const options = { images: { type: "string" }, engine: { type: "string" } } as const;
    const { values } = parseArgs({ args: argv, options });
    const images = Number(values.images ?? defaultImages);
    if (!Number.isInteger(images) || images < 1 || images > 10_000)
      throw new UsageError(`images must be 1..10000, got ${values.images}`);
    return { images, engine: values.engine };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message.split("\n")[0]?.toLowerCase()}`);
  }
}
