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
