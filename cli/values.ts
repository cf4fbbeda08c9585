/** Reading a command's own options, and printing its results. */
import { UsageError } from "../tools/errors.js";
import type { Flags } from "./command.js";

export function requireText(flags: Flags, name: string, otherwise: string): string {
  const value = flags[name];
  if (typeof value !== "string" || value === "") throw new UsageError(otherwise);
  return value;
}

/** The named members of a closed set, `a,b`, each once; all of `fallback` when the option is not given. */
export function pick<T extends { readonly name: string }>(
  what: string,
  text: string | boolean | undefined,
  known: readonly T[],
  fallback: readonly T[] = known,
): T[] {
  if (typeof text !== "string") return [...fallback];
  const found = text.split(",").map((name) => {
    const one = known.find((k) => k.name === name.trim());
    if (!one) throw new UsageError(`unknown ${what}: ${name} (known: ${known.map((k) => k.name).join(", ")})`);
    return one;
  });
  return [...new Set(found)];
}

/** @param or what else the option takes, for the message @throws UsageError unless a whole number of at least 1 */
export function count(name: string, text: string | boolean | undefined, or = ""): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === "string" && /^[1-9]\d{0,9}$/.test(text)) return Number(text);
  throw new UsageError(`--${name} must be ${or}a whole number from 1, got ${String(text)}`);
}

/** JSON has no integers of 64 bits: a word is its hex digits, as the model reads and prints it. */
const hexWords = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString(16) : value);

/** On standard output: `data` with `--json`, else what `text` makes of it. */
export function print(flags: Flags, data: unknown, text: () => string): void {
  process.stdout.write(flags.json === true ? `${JSON.stringify(data, hexWords, 2)}\n` : `${text()}\n`);
}

/** What is no error but good to know, on standard error, so that it never stands among results. */
export function printNote(instance: { readonly note: string | undefined } | undefined): void {
  if (instance?.note !== undefined) process.stderr.write(`note: ${instance.note}\n`);
}
