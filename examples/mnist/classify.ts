/** Nearest class mean: the class whose |x - mean|^2 is least has the largest dot(x, mean) - |mean|^2 / 2. */
import { CLASSES, PIXELS } from "./data.js";

/** Dot products in double precision, of images with class means: all classes of the first image, then of the next. */
export function dotProducts(images: ArrayLike<number>, means: ArrayLike<number>): Float64Array {
  const count = images.length / PIXELS;
  const dots = new Float64Array(count * CLASSES);
  for (let i = 0; i < count; i++)
    for (let k = 0; k < CLASSES; k++) {
      let sum = 0;
      for (let p = 0; p < PIXELS; p++) sum += images[i * PIXELS + p]! * means[k * PIXELS + p]!;
      dots[i * CLASSES + k] = sum;
    }
  return dots;
}

/** |mean|^2 / 2 of each class. */
export function halfNorms(means: ArrayLike<number>): Float64Array {
  const norms = new Float64Array(CLASSES);
  for (let i = 0; i < means.length; i++) norms[Math.floor(i / PIXELS)]! += means[i]! ** 2 / 2;
  return norms;
}

/** The class of each image; the lowest of equals. A NaN is never the largest. */
export function classify(dots: Float64Array, norms: Float64Array): Uint8Array {
  return Uint8Array.from({ length: dots.length / CLASSES }, (_, image) => {
    let best = 0;
    let bestScore = -Infinity;
    for (let k = 0; k < CLASSES; k++) {
      const score = dots[image * CLASSES + k]! - norms[k]!;
      if (score > bestScore) [best, bestScore] = [k, score];
    }
    return best;
  });
}

/** How many of the images got their label. */
export function countRight(classes: Uint8Array, labels: Uint8Array): number {
  return classes.reduce((count, found, i) => count + (found === labels[i] ? 1 : 0), 0);
}

/** Root mean square of the relative deviation; references of 0 are left out. */
export function relativeError(dots: Float64Array, reference: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const [i, want] of reference.entries()) {
    if (want === 0) continue;
    sum += (dots[i]! / want - 1) ** 2;
    count += 1;
  }
  return Math.sqrt(sum / count);
}
