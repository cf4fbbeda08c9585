import type { Minifloat } from "../../formats/index.js";
import { binary, low, range, zeroExtend } from "../shared/literals.js";
import { inexpressible } from "../shared/rounding.js";
import type { View } from "../unit.js";
import type { PackConfig, PackPlan } from "./plan.js";

/** The last multiplexer: which code each class of number gets. */
export function outcomeView(c: PackConfig, plan: PackPlan): View {
  const { dst, overflow, round } = c;
  const magBits = dst.width - 1;
  const downBits = plan.fieldBits + dst.fracBits;
  const codes = {
    MIN_POSITIVE: dst.minPositiveCode,
    MAX_FINITE: dst.maxFiniteCode,
    INF: dst.infCode,
    NAN: dst.nanCode,
  };
  // A format without infinity has its NaN there; one without either saturates.
  const special = dst.infCode !== undefined ? "INF" : dst.nanCode !== undefined ? "NAN" : "MAX_FINITE";
  const towards = c.rounded ? "go" : ({ rtz: "stop", rup: "sign", rdn: "~sign" }[round as string] ?? "go");
  const overflows: Record<string, string> = {
    stop: "MAX_FINITE",
    go: special,
    sign: `(sign_i ? MAX_FINITE : ${special})`,
    "~sign": `(sign_i ? ${special} : MAX_FINITE)`,
  };
  const rows = merged([
    { when: "is_nan_i", code: dst.nanCode === undefined ? "MAX_FINITE" : "NAN" },
    { when: "is_inf_i", code: overflow === "saturate" ? "MAX_FINITE" : special },
    ...(plan.canOverflow
      ? [{ when: "overflow", code: overflow === "special" ? overflows[towards]! : "MAX_FINITE" }]
      : []),
    { when: plan.canFlush ? "is_zero_i | flushed" : "is_zero_i", code: binary(0, magBits) },
  ]);
  const positive = downBits - (plan.fieldSigned ? 1 : 0);
  // The rounded field and fraction beside a code, which may have fewer bits.
  const beside = (name: keyof typeof codes) =>
    positive >= magBits ? zeroExtend(name, magBits, positive) : binary(codes[name] ?? 0n, positive);
  const largest = plan.canOverflow ? beside("MAX_FINITE") : "";
  const smallest = plan.canFlush ? beside("MIN_POSITIVE") : "";
  const printed = [...rows.map(({ code }) => code), largest, smallest].join();
  // Codes whose sign is that of the canonical NaN.
  const overflowGoes = { stop: "", go: "overflow", sign: "(overflow & ~sign_i)", "~sign": "(overflow & sign_i)" }[
    towards
  ];
  const specialIsNan = special === "NAN";
  const nanWhen = [
    "is_nan_i",
    ...(specialIsNan && overflow !== "saturate" ? ["is_inf_i"] : []),
    ...(specialIsNan && overflow === "special" && plan.canOverflow && overflowGoes ? [overflowGoes] : []),
  ];
  const isNan = nanWhen.length > 1 ? "is_nan" : "is_nan_i";
  const lowBits = Math.min(magBits, downBits);
  return {
    flags: c.flags,
    invalid: inexpressible(dst, "is_nan_i", "is_inf_i"),
    // Only where the largest number is a subnormal can a number be too large and tiny at once.
    tinyOverflow: plan.canOverflow && dst.maxFiniteCode < 1n << BigInt(dst.fracBits),
    canOverflow: plan.canOverflow,
    canFlush: plan.canFlush,
    fieldSigned: plan.fieldSigned,
    roundedTop: downBits - 1,
    positive: low("rounded", positive, downBits),
    largest,
    smallest,
    magRange: range(magBits),
    // Each code that a row prints, by the name of its class.
    codes: Object.entries(codes).flatMap(([name, code]) =>
      code !== undefined && printed.includes(name)
        ? [{ name, range: range(magBits), value: binary(code, magBits) }]
        : [],
    ),
    rows,
    roundedLow: lowBits < magBits ? zeroExtend("rounded", lowBits, magBits) : low("rounded", magBits, downBits),
    nanWhen: nanWhen.length > 1 ? nanWhen.join(" | ") : "",
    sign: signOf(dst, isNan),
  };
}

interface Row extends View {
  readonly when: string;
  readonly code: string;
}

/** Neighbours with the same code are one row; a condition of more than one word is in brackets. */
function merged(rows: readonly Row[]): Row[] {
  const joined: Row[] = [];
  for (const row of rows) {
    const last = joined[joined.length - 1];
    if (last?.code === row.code) joined[joined.length - 1] = { when: `${last.when} | ${row.when}`, code: row.code };
    else joined.push(row);
  }
  return joined.map(({ when, code }) => ({ when: when.includes(" ") ? `(${when})` : when, code }));
}

/** The sign bit: that of the number, of the canonical NaN, and of the only zero. */
function signOf(dst: Minifloat, isNan: string): string {
  const own = dst.signedZero ? "sign_i" : "(sign_i & |magnitude)";
  return dst.negZero === "nan" ? `${isNan} | ${own}` : `~${isNan} & ${own}`;
}
