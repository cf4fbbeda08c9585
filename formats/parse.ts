import { minifloats } from "./catalogue.js";
import { FormatError, shown } from "./errors.js";
import { parseFacts } from "./facts.js";
import { fixed } from "./fixed.js";
import { minifloat } from "./minifloat.js";
import { posit } from "./posit.js";
import type { Format, MinifloatFacts } from "./types.js";

// As in a module name: n stands for minus.
const integer = "(n?\\d+)";
const call = /^([a-z]+)\(\s*(-?\d+)\s*(?:,\s*(-?\d+)\s*)?\)$/;
const compact = new RegExp(`^(posit|u?fixed|u?int)${integer}(?:_${integer})?$`);
const factNames = ["expBits", "fracBits", "bias", "lowest", "hasInf", "highNans", "negZero"] as const;

/**
 * A format from what a user writes: a name (`e4m3`), a call (`posit(8,1)`, `fixed(4,4)`, `ufixed(4,4)`, `int(8)`), its
 * identifier form (`posit8_1`, `fixed4_4`, `int8`; n for minus), or an object of facts, also as JSON text.
 * @throws FormatError that lists what is known.
 */
export function parseFormat(text: string | Partial<MinifloatFacts> | Format): Format {
  if (typeof text === "object" && text !== null) return "kind" in text ? text : formatOfFacts(text);
  if (typeof text !== "string") throw unknownFormat(text);
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) return formatOfFacts(parseFacts(text));
  const named = Object.hasOwn(minifloats, trimmed) ? minifloats[trimmed] : undefined;
  if (named) return named;
  const match = call.exec(trimmed) ?? compact.exec(trimmed);
  const made =
    match && construct(match[1]!, toNumber(match[2]!), match[3] === undefined ? undefined : toNumber(match[3]));
  if (made) return made;
  throw unknownFormat(trimmed);
}

const unknownFormat = (given: unknown) =>
  new FormatError(`unknown format: ${shown(given)} (known: ${knownFormats().join(", ")})`);

/** What `parseFormat` takes, for messages and help. */
function knownFormats(): string[] {
  return [
    ...Object.keys(minifloats),
    "posit(n,es)",
    "fixed(il,fl)",
    "ufixed(il,fl)",
    "int(n)",
    "uint(n)",
    "{expBits:...}",
  ];
}

const toNumber = (s: string) => Number(s.startsWith("n") ? `-${s.slice(1)}` : s);

function construct(kind: string, x: number, y: number | undefined): Format | undefined {
  if (y === undefined) return kind === "int" ? fixed(x, 0) : kind === "uint" ? fixed(x, 0, false) : undefined;
  if (kind === "posit") return posit(x, y);
  if (kind === "fixed" || kind === "ufixed") return fixed(x, y, kind === "fixed");
  return undefined;
}

function formatOfFacts(facts: Partial<MinifloatFacts>): Format {
  const unknown = Object.keys(facts).find((k) => !["spec", ...factNames].includes(k));
  if (unknown !== undefined)
    throw new FormatError(`unknown format fact: ${shown(unknown)} (known: ${factNames.join(", ")})`);
  const { expBits, fracBits } = facts;
  if (expBits === undefined || fracBits === undefined)
    throw new FormatError(
      `a format description needs expBits and fracBits, got ${Object.keys(facts).join(", ") || "none"}`,
    );
  const full: MinifloatFacts = {
    bias: 2 ** (expBits - 1) - 1,
    lowest: "subnormal",
    hasInf: false,
    highNans: 0,
    negZero: "zero",
    ...facts,
    expBits,
    fracBits,
    spec: facts.spec ?? "described by the user",
  };
  return minifloat(full);
}
