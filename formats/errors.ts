/** A description that is not a format; the text says what is allowed. */
export class FormatError extends Error {}

/** A value in an error text, on one line. A text is quoted where it could be taken for something else: `"4"`, `""`. */
export function shown(value: unknown): string {
  if (typeof value === "string" && /^[^\s\d][^\n\r]*$/.test(value)) return value;
  if (typeof value === "string" || (typeof value === "object" && value !== null)) return JSON.stringify(value);
  return String(value);
}

/** @throws FormatError that names the value and the allowed range. */
export function requireInteger(what: string, value: unknown, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < min || value > max)
    throw new FormatError(`${what} must be ${min}..${max}, got ${shown(value)}`);
  return value;
}
