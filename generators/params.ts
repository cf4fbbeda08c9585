/**
 * Options of a unit, declared once: the command line, the API, the module name, the header comment and the docs are all
 * made from these. Each builder returns a `Param<T>`; a unit's config type follows from its params.
 */
import { type Format, FormatError, parseFormat } from "../formats/index.js";
import {
  type FixedRoundMode,
  fixedRoundModes,
  isStochastic,
  type Overflow,
  overflowPolicies,
  type RoundMode,
  roundModes,
} from "../golden/index.js";
import { OptionError, UsageError } from "../tools/errors.js";

/** What has been resolved so far; later params take their defaults from earlier ones. */
export type Partly = Readonly<Record<string, unknown>>;

export type ParamKind = "format" | "integer" | "choice" | "switch" | "unit";

export interface Param<T> {
  readonly doc: string;
  /** What sort of value it takes; a switch takes none on the command line. */
  readonly kind: ParamKind;
  /** From command line text or API value. @throws OptionError */
  parse(value: unknown, name: string): T;
  /** The value when the user gives none; undefined where the user must. */
  fallback(config: Partly): T | undefined;
  /** Text in the module name; "" leaves it out. Different values must give different texts. */
  tag(value: T, config: Partly): string;
  /** The value as `parse` takes it, for the rebuild command. */
  print(value: T): string;
  /** Rules that involve other options. @throws OptionError */
  check?(value: T, config: Partly): void;
}

/** The config that a set of params describes. */
export type ConfigOf<P> = { readonly [K in keyof P]: P[K] extends Param<infer T> ? T : never };

type Kind = Format["kind"];
type FormatOfKind<K extends Kind> = Extract<Format, { kind: K }>;

interface FormatOptions<K extends Kind> {
  readonly doc: string;
  readonly accept: readonly K[];
  /** A known format's text, or the name of the option whose format is used. */
  readonly fallback?: string;
  readonly sameAs?: string;
}

/** A number format; always in the module name. */
export function formatParam<K extends Kind>(o: FormatOptions<K>): Param<FormatOfKind<K>> {
  const accepts = (f: Format): f is FormatOfKind<K> => (o.accept as readonly Kind[]).includes(f.kind);
  return {
    doc: o.doc,
    kind: "format",
    parse(value, name) {
      try {
        const format = parseFormat(value as string);
        if (accepts(format)) return format;
        throw new OptionError(
          (option) => `${option(name)} must be a ${o.accept.join(" or ")} format, got ${format.name}`,
        );
      } catch (error) {
        if (error instanceof FormatError) throw new UsageError(error.message);
        throw error;
      }
    },
    fallback(config) {
      if (o.sameAs !== undefined) return config[o.sameAs] as FormatOfKind<K>;
      return o.fallback === undefined ? undefined : (parseFormat(o.fallback) as FormatOfKind<K>);
    },
    tag: (format) => format.name,
    print: printFormat,
  };
}

/** A named format by its name, another one by its facts. */
function printFormat(format: Format): string {
  if (format.kind !== "minifloat") return format.name;
  try {
    if (parseFormat(format.name) === format) return format.name;
  } catch {
    // not a known name
  }
  const { expBits, fracBits, bias, lowest, hasInf, highNans, negZero } = format;
  return JSON.stringify({ expBits, fracBits, bias, lowest, hasInf, highNans, negZero });
}

interface IntegerOptions {
  readonly doc: string;
  readonly min: number;
  readonly max: number;
  readonly fallback?: number | ((config: Partly) => number);
  /** Prefix in the module name; the value is left out when it is the fallback. */
  readonly tag: string;
  readonly check?: (value: number, config: Partly) => void;
}

export function integerParam(o: IntegerOptions): Param<number> {
  const fallback = (config: Partly) => (typeof o.fallback === "function" ? o.fallback(config) : o.fallback);
  return {
    doc: `${o.doc} (${o.min}..${o.max})`,
    kind: "integer",
    parse(value, name) {
      const n = typeof value === "string" && /^-?\d+$/.test(value.trim()) ? Number(value) : value;
      if (typeof n !== "number" || !Number.isInteger(n) || n < o.min || n > o.max)
        throw new OptionError((option) => `${option(name)} must be ${o.min}..${o.max}, got ${String(value)}`);
      return n;
    },
    fallback,
    tag: (value, config) => (value === fallback(config) ? "" : `${o.tag}${value < 0 ? "n" : ""}${Math.abs(value)}`),
    print: String,
    ...(o.check && { check: o.check }),
  };
}

interface SwitchOptions {
  readonly doc: string;
  readonly tag: string;
  readonly check?: (value: boolean, config: Partly) => void;
}

/** Off unless asked for. */
export function switchParam(o: SwitchOptions): Param<boolean> {
  return {
    doc: o.doc,
    kind: "switch",
    parse(value, name) {
      if (typeof value !== "boolean")
        throw new OptionError((option) => `${option(name)} must be true or false, got ${String(value)}`);
      return value;
    },
    fallback: () => false,
    tag: (value) => (value ? o.tag : ""),
    print: String,
    ...(o.check && { check: o.check }),
  };
}

interface ChoiceOptions<T extends string> {
  readonly doc: string;
  readonly choices: readonly T[];
  readonly fallback: (config: Partly) => T;
  readonly tag?: (value: T) => string;
  readonly check?: (value: T, config: Partly) => void;
}

/** One of a closed set; in the module name when it is not the fallback. */
export function choiceParam<T extends string>(o: ChoiceOptions<T>): Param<T> {
  return {
    doc: `${o.doc} (${o.choices.join(", ")})`,
    kind: "choice",
    parse(value, name) {
      const found = o.choices.find((choice) => choice === value);
      if (found === undefined)
        throw new OptionError((option) => `unknown ${option(name)}: ${String(value)} (known: ${o.choices.join(", ")})`);
      return found;
    },
    fallback: o.fallback,
    tag: (value, config) => (value === o.fallback(config) ? "" : (o.tag?.(value) ?? value)),
    print: String,
    ...(o.check && { check: o.check }),
  };
}

/** The rounding a format gets when none is asked for: `rna` where every exponent field is a binade, else `rne`. */
function defaultRound(format: Format): RoundMode {
  return format.kind === "minifloat" && format.lowest === "normal" ? "rna" : "rne";
}

/** The overflow policy a format gets when none is asked for: its special value where it has one. */
export function defaultOverflow(format: Format): Overflow {
  return hasSpecial(format) ? "special" : "saturate";
}

const hasSpecial = (f: Format): boolean => f.kind === "minifloat" && (f.hasInf || f.nanCode !== undefined);

/** The random word of a stochastic mode, for units whose option `round` is one of these modes. */
const rndBitsOf = (all: readonly (RoundMode | FixedRoundMode)[]) =>
  integerParam({
    doc: "random bits of a stochastic rounding",
    min: 1,
    max: 32,
    fallback: 8,
    tag: "r",
    check(value, config) {
      const round = config.round as RoundMode | FixedRoundMode;
      const modes = all.filter(isStochastic).join(", ");
      if (value !== 8 && !isStochastic(round))
        throw new OptionError(
          (option) => `${option("rndBits")} needs a stochastic ${option("round")} (${modes}), got ${round}`,
        );
    },
  });
export const rndBitsParam = rndBitsOf(roundModes);

/** The options of a two's complement unit that rounds once. */
export const fixedRoundingParams = (fallback: FixedRoundMode) => ({
  round: choiceParam<FixedRoundMode>({ doc: "rounding mode", choices: fixedRoundModes, fallback: () => fallback }),
  rndBits: rndBitsOf(fixedRoundModes),
});

/** The three options of a unit that rounds once into the format of option `into`. */
export function roundingParams(into: string) {
  const target = (config: Partly) => config[into] as Format;
  return {
    round: choiceParam<RoundMode>({
      doc: "rounding mode; default rne, or rna for formats without subnormals of IBM's kind",
      choices: roundModes,
      fallback: (config) => defaultRound(target(config)),
      check(value, config) {
        if (target(config).kind === "posit" && value !== "rne")
          throw new OptionError((option) => `${option("round")} must be rne for a posit result, got ${value}`);
      },
    }),
    overflow: choiceParam<Overflow>({
      doc: "what a result outside the finite range becomes; default special where the format has one, else saturate",
      choices: overflowPolicies,
      fallback: (config) => defaultOverflow(target(config)),
      tag: (value) => ({ saturate: "sat", special: "spec", propagate: "prop" })[value],
      check(value, config) {
        const f = target(config);
        if (value === "special" && !hasSpecial(f))
          throw new OptionError(
            (option) => `${option("overflow")} special needs a format with infinity or NaN, got ${f.name}`,
          );
        if (value === "propagate" && !(f.kind === "minifloat" && f.hasInf))
          throw new OptionError(
            (option) => `${option("overflow")} propagate needs a format with infinity, got ${f.name}`,
          );
      },
    }),
    rndBits: rndBitsParam,
  };
}

/** `--stages` and `--enable`; `defineUnit` gives the ports and the model of the pipeline. */
export const stagesParam = integerParam({
  doc: "pipeline stages; 0 is combinational",
  min: 0,
  max: 4,
  fallback: 0,
  tag: "p",
});
export const enableParam = switchParam({
  doc: "add en_i, which freezes the pipeline while 0",
  tag: "en",
  check(value, config) {
    if (value && config.stages === 0)
      throw new OptionError((option) => `${option("enable")} needs ${option("stages")} of at least 1`);
  },
});
export const flagsParam = switchParam({ doc: "add invalid_o, overflow_o, underflow_o and inexact_o", tag: "fl" });
