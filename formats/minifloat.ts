import {
  type Fixed,
  FormatError,
  lowestKinds,
  type Minifloat,
  type MinifloatFacts,
  negZeroKinds,
  type Posit,
  requireInteger,
} from "./types.js";

const clog2 = (n: number) => Math.ceil(Math.log2(n));

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
    throw new FormatError(`unknown lowest: ${lowest} (known: ${lowestKinds.join(", ")})`);
  if (!negZeroKinds.includes(negZero))
    throw new FormatError(`unknown negZero: ${negZero} (known: ${negZeroKinds.join(", ")})`);
  if (typeof hasInf !== "boolean") throw new FormatError(`hasInf must be true or false, got ${String(hasInf)}`);
  if (hasInf && lowest === "normal") throw new FormatError("hasInf does not go with lowest: normal");
  const magCodes = 2 ** (expBits + fracBits);
  requireInteger("highNans", highNans, 0, magCodes - 2);
  const special = highNans + (hasInf ? 1 : 0);
  // With `flush` the whole lowest binade is gone; at least one nonzero number must be left.
  const minPositive = lowest === "flush" ? 2 ** fracBits : 1;
  const maxFinite = magCodes - 1 - special;
  if (maxFinite < minPositive) throw new FormatError(`no nonzero number is left: ${special} special codes per sign`);
  const minExp = lowest === "normal" ? -bias : 1 - bias;
  const maxField = Math.floor(maxFinite / 2 ** fracBits);
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
    maxFiniteCode: BigInt(maxFinite),
    minPositiveCode: BigInt(minPositive),
    infCode: hasInf ? BigInt(maxFinite + 1) : undefined,
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

const signedTag = (n: number) => (n < 0 ? `n${-n}` : `${n}`);

function factsName(f: MinifloatFacts): string {
  return [
    `f${f.expBits}m${f.fracBits}b${signedTag(f.bias)}`,
    { subnormal: "s", normal: "o", flush: "f" }[f.lowest],
    f.hasInf ? "i" : "",
    f.highNans > 0 ? `n${f.highNans}` : "",
    f.negZero === "nan" ? "z" : "",
  ].join("");
}

/** @throws FormatError if n or es is out of range. */
export function posit(n: number, es: number): Posit {
  requireInteger("n", n, 3, 32);
  requireInteger("es", es, 0, 4);
  return Object.freeze({
    kind: "posit",
    name: `posit${n}_${es}`,
    spec: "Posit Standard 2022 (es free)",
    width: n,
    es,
    maxScale: (n - 2) * 2 ** es,
    maxFracBits: Math.max(0, n - 3 - es),
    narCode: 1n << BigInt(n - 1),
  });
}

/** Two's complement fixed point. @throws FormatError if the width is not 1..64 (signed: 2..64). */
export function fixed(il: number, fl: number, signed = true): Fixed {
  requireInteger("il", il, -64, 128);
  requireInteger("fl", fl, -64, 128);
  requireInteger("width il + fl", il + fl, signed ? 2 : 1, 64);
  const stem = signed ? "fixed" : "ufixed";
  return Object.freeze({
    kind: "fixed",
    name: fl === 0 ? `${signed ? "int" : "uint"}${il}` : `${stem}${signedTag(il)}_${signedTag(fl)}`,
    spec: "two's complement",
    width: il + fl,
    signed,
    il,
    fl,
  });
}

/** Bits that hold every value 0..n - 1, at least one. */
export function indexBits(n: number): number {
  return Math.max(1, clog2(n));
}
