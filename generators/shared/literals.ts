/** Sized Verilog literals. */

/** `4'b0101` */
export function binary(value: bigint | number, width: number): string {
  return `${width}'b${BigInt.asUintN(width, BigInt(value)).toString(2).padStart(width, "0")}`;
}

/** `16'h00ff` */
export function hex(value: bigint | number, width: number): string {
  return `${width}'h${BigInt.asUintN(width, BigInt(value))
    .toString(16)
    .padStart(Math.ceil(width / 4), "0")}`;
}

/** `5'd15`, and `-5'sd15` for a signed one. */
export function decimal(value: number, width: number, signed = false): string {
  return `${value < 0 ? "-" : ""}${width}'${signed ? "s" : ""}d${Math.abs(value)}`;
}

/** `[7:0] `, or nothing for one bit; what stands between `wire` and the name. */
export function range(width: number): string {
  return width === 1 ? "" : `[${width - 1}:0] `;
}

/** `name` widened with zeros to `to` bits: `{2'b00, name}`. */
export function zeroExtend(name: string, from: number, to: number): string {
  return to === from ? name : `{${binary(0, to - from)}, ${name}}`;
}

/** `bit` `times` times: `{4{bit}}`; one bit as it is. */
export function replicate(bit: string, times: number): string {
  return times === 1 ? bit : `{${times}{${bit}}}`;
}

/** A two's complement `name` widened to `to` bits: `{{2{name[3]}}, name}`. */
export function signExtend(name: string, from: number, to: number): string {
  if (to === from) return name;
  return from === 1 ? replicate(name, to) : `{${replicate(`${name}[${from - 1}]`, to - from)}, ${name}}`;
}

/** Part-select of a vector of `width` bits; a one-bit vector has no selects. */
export function slice(name: string, high: number, low: number, width: number): string {
  if (width === 1) return name;
  return high === low ? `${name}[${high}]` : `${name}[${high}:${low}]`;
}

/** The low `width` bits of a vector of `of` bits. */
export function low(name: string, width: number, of: number): string {
  return width === of ? name : slice(name, width - 1, 0, of);
}

/** The value of a wire `unused_...` for the bits of `name` from bit `from` on, or "" where there are none. */
export function unusedAbove(name: string, width: number, from: number): string {
  return from < width ? `&{1'b0, ${slice(name, width - 1, from, width)}}` : "";
}

/**
 * A value of a Verilog parameter as every tool's command line takes it: plain decimal below 2^31; above that and below
 * zero with its width, since unsized constants are 32-bit signed numbers and not every tool reads a minus sign.
 */
export function parameterLiteral(value: number): string {
  if (value >= 0 && value < 2 ** 31) return String(value);
  const width = value < 0 ? 32 : Math.max(32, value.toString(2).length);
  return `${width}'h${BigInt.asUintN(width, BigInt(value)).toString(16)}`;
}

/** Whether a number can be the value of a Verilog parameter: an integer of -2^31 to 2^53 - 1. */
export function isParameterValue(value: number): boolean {
  return Number.isSafeInteger(value) && value >= -(2 ** 31);
}
