import { binary, range, zeroExtend } from "../shared/literals.js";
import type { View } from "../unit.js";
import type { PackConfig, PackPlan } from "./plan.js";

/** The last multiplexer: which code each class of number gets. */
export function outcomeView(c: PackConfig, plan: PackPlan): View {
  const { dst, overflow, round } = c;
  const magBits = dst.width - 1;
  const downBits = plan.fieldBits + dst.fracBits;
  const literal = (code: bigint) => binary(code, magBits);
  const max = literal(dst.maxFiniteCode);
  // A format without infinity has its NaN there; one without either saturates.
  const special = literal(dst.infCode ?? dst.nanCode ?? 0n);
  const specialIsNan = dst.infCode === undefined;
  const towards = { rtz: "stop", rup: "sign", rdn: "~sign" }[round as string] ?? "go";
  const overflows: Record<string, string> = {
    stop: max,
    go: special,
    sign: `(sign_i ? ${max} : ${special})`,
    "~sign": `(sign_i ? ${special} : ${max})`,
  };
  const rows = [
    { when: "is_nan_i", code: literal(dst.nanCode ?? dst.maxFiniteCode) },
    { when: "is_inf_i", code: overflow === "saturate" ? max : special },
    ...(plan.canOverflow ? [{ when: "overflow", code: overflow === "special" ? overflows[towards]! : max }] : []),
    { when: plan.canFlush ? "is_zero_i | flushed" : "is_zero_i", code: literal(0n) },
  ];
  // Codes whose sign is that of the canonical NaN.
  const overflowGoes = { stop: "", go: "overflow", sign: "(overflow & ~sign_i)", "~sign": "(overflow & sign_i)" }[
    towards
  ];
  const nanWhen = [
    "is_nan_i",
    ...(specialIsNan && overflow !== "saturate" ? ["is_inf_i"] : []),
    ...(specialIsNan && overflow === "special" && plan.canOverflow && overflowGoes ? [overflowGoes] : []),
  ];
  const nanNegative = dst.negZero === "nan";
  const ownSign = dst.signedZero ? "sign_i" : "(sign_i & |magnitude)";
  const nanResult = nanWhen.join(" | ");
  const lowBits = Math.min(magBits, downBits);
  const signedTop = plan.fieldSigned ? 1 : 0;
  const positive = downBits - signedTop;
  return {
    flags: c.flags,
    // Only where the largest number is a subnormal can a number be too large and tiny at once.
    tinyOverflow: plan.canOverflow && dst.maxFiniteCode < 1n << BigInt(dst.fracBits),
    canOverflow: plan.canOverflow,
    canFlush: plan.canFlush,
    fieldSigned: plan.fieldSigned,
    beyond: `${positive === 1 ? "rounded[0]" : `rounded[${positive - 1}:0]`} > ${binary(dst.maxFiniteCode, positive)}`,
    roundedTop: downBits - 1,
    // The smallest nonzero magnitude code: below it there is only zero.
    belowSmallest: `${positive === 1 ? "rounded[0]" : `rounded[${positive - 1}:0]`} < ${binary(dst.minPositiveCode, positive)}`,
    magRange: range(magBits),
    rows,
    roundedLow: lowBits < magBits ? zeroExtend("rounded", lowBits, magBits) : lowPart("rounded", magBits, downBits),
    nanResult,
    sign: nanNegative ? `(${nanResult}) | ${ownSign}` : `~(${nanResult}) & ${ownSign}`,
  };
}

const lowPart = (name: string, bits: number, of: number): string =>
  bits === of ? name : bits === 1 ? `${name}[0]` : `${name}[${bits - 1}:0]`;
