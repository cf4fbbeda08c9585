/** Reading a command's own options. */
import { UsageError } from "../tools/errors.js";
import type { Call } from "./options.js";

export function requireText(flags: Call["flags"], name: string, otherwise: string): string {
  const value = flags[name];
  if (typeof value !== "string" || value === "") throw new UsageError(otherwise);
  return value;
}

/** The named members of a closed set, `a,b`; all of `fallback` when the option is not given. */
export function pick<T extends { readonly name: string }>(
  what: string,
  text: string | boolean | undefined,
  known: readonly T[],
  fallback: readonly T[] = known,
): T[] {
  if (typeof text !== "string") return [...fallback];
  return text.split(",").map((name) => {
    const found = known.find((k) => k.name === name.trim());
    if (!found) throw new UsageError(`unknown ${what}: ${name} (known: ${known.map((k) => k.name).join(", ")})`);
    return found;
  });
}

/** @throws UsageError unless the text is a whole number of at least 1 */
export function count(name: string, text: string | boolean | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === "string" && /^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${name} must be a whole number from 1, got ${String(text)}`);
}
