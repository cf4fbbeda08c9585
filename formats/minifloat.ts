import { signedTag } from "./bits.js";
import { FormatError, requireInteger, shown } from "./errors.js";
import { lowestKinds, type Minifloat, type MinifloatFacts, negZeroKinds } from "./types.js";

/**
 * Derives a minifloat from its facts. Without `name` the name is made from the facts, so that two different formats
 * never share a module name.
 * @throws FormatError if the facts contradict each other.
 */
export function minifloat(facts: MinifloatFacts, name = factsName(facts)): Minifloat {
  const { expBits, fracBits, bias, lowest, hasInf, highNans, negZero } = facts;
  requireInteger("expBits", expBits, 1, 11);
  requireInteger("fracBits", fracBits, 0, 52);
  requireInteger("bias", bias, -4096, 4096);
  if (!lowestKinds.includes(lowest))
    throw new FormatError(`unknown lowest: ${shown(lowest)} (known: ${lowestKinds.join(", ")})`);
  if (!negZeroKinds.includes(negZero))
    throw new FormatError(`unknown negZero: ${shown(negZero)} (known: ${negZeroKinds.join(", ")})`);
  if (typeof hasInf !== "boolean") throw new FormatError(`hasInf must be true or false, got ${shown(hasInf)}`);
  if (hasInf && lowest === "normal")
    throw new FormatError("hasInf must be false with lowest normal, where infinity shares the NaN code, got true");
  // In bigint: a 63-bit magnitude code does not fit a number.
  const magCodes = 1n << BigInt(expBits + fracBits);
  requireInteger("highNans", highNans, 0, Math.min(Number(magCodes - 2n), Number.MAX_SAFE_INTEGER));
  const special = BigInt(highNans) + (hasInf ? 1n : 0n);
  // With `flush` the whole lowest binade is gone; at least one nonzero number must be left.
  const minPositive = lowest === "flush" ? 1n << BigInt(fracBits) : 1n;
  const maxFinite = magCodes - 1n - special;
  if (maxFinite < minPositive)
    throw new FormatError(
      `highNans and hasInf take ${special} of ${magCodes} codes per sign: no nonzero number is left`,
    );
  const minExp = lowest === "normal" ? -bias : 1 - bias;
  const maxField = Number(maxFinite >> BigInt(fracBits));
  const width = 1 + expBits + fracBits;
  return Object.freeze({
    expBits,
    fracBits,
    bias,
    lowest,
    hasInf,
    highNans,
    negZero,
    spec: facts.spec,
    kind: "minifloat",
    name,
    width,
    sigBits: fracBits + 1,
    minExp,
    // A format whose numbers are all subnormal has its top in the subnormal binade.
    maxExp: maxField === 0 && lowest === "subnormal" ? minExp : maxField - bias,
    maxFiniteCode: maxFinite,
    minPositiveCode: minPositive,
    infCode: hasInf ? maxFinite + 1n : undefined,
    nanCode: canonicalNan(facts, width),
    signedZero: negZero === "zero" && lowest !== "normal",
  });
}

function canonicalNan({ expBits, fracBits, hasInf, highNans, negZero }: MinifloatFacts, width: number) {
  if (negZero === "nan") return 1n << BigInt(width - 1);
  if (highNans === 0) return undefined;
  const topField = ((1n << BigInt(expBits)) - 1n) << BigInt(fracBits);
  // IEEE layout: the positive quiet NaN.
  if (hasInf && fracBits > 0 && highNans === 2 ** fracBits - 1) return topField | (1n << BigInt(fracBits - 1));
  return (1n << BigInt(expBits + fracBits)) - 1n;
}

function factsName(f: MinifloatFacts): string {
  return [
    `f${f.expBits}m${f.fracBits}b${signedTag(f.bias)}`,
    { subnormal: "s", normal: "o", flush: "f" }[f.lowest],
    f.hasInf ? "i" : "",
    f.highNans > 0 ? `n${f.highNans}` : "",
    f.negZero === "nan" ? "z" : "",
  ].join("");
}
