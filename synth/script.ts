/** Scripts as text: of both runs for the report, and filled in for one design. */
import type { Design } from "../generators/design.js";
import { isParameterValue, parameterLiteral } from "../generators/shared/literals.js";
import { contentHash } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import { NORMAL_FILE, NORMALISE, type Target } from "./targets.js";

export type SynthDesign = Pick<Design, "top" | "files" | "parameters">;

/** The second run: from the normal form to the measurements. The same text for every design. */
export function targetScript(target: Target): string {
  return lines([`read_verilog ${NORMAL_FILE}`, ...target.commands, ...target.measures]);
}

/** Both runs as they stand beside the numbers, with `SOURCES`, `TOP` and `PARAMETERS` left open. */
export function scriptText(target: Target): string {
  return `${lines(NORMALISE)}\n# then, in a run of its own:\n${targetScript(target)}`;
}

/** Names a script by its text, e.g. `ice40-1f0a33c2`: another flag is another name. */
export function scriptId(target: Target): string {
  return `${target.name}-${contentHash(scriptText(target)).slice(0, 8)}`;
}

/**
 * The first run: one design with its parameter assignment to the normal form.
 * @throws UsageError for a name that is no plain Verilog identifier, or a value that is no integer.
 */
export function normaliseScript(design: SynthDesign, commands: readonly string[] = NORMALISE): string {
  const sources = design.files.map((file) => checked(file.name, /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, "file name"));
  const parameters = Object.keys(design.parameters)
    .sort()
    .map((name) => ` -chparam ${identifier(name)} ${literal(name, design.parameters[name] ?? Number.NaN)}`);
  const filled: Readonly<Record<string, string>> = {
    SOURCES: sources.join(" "),
    TOP: identifier(design.top),
    " PARAMETERS": parameters.join(""),
  };
  // In one pass: a file may be called TOP.v.
  return lines(commands).replace(/\b(SOURCES|TOP)\b| PARAMETERS\b/g, (place) => filled[place] ?? "");
}

function lines(commands: readonly string[]): string {
  return `${commands.join("\n")}\n`;
}

function identifier(name: string): string {
  return checked(name, /^[A-Za-z_][A-Za-z0-9_]*$/, "verilog identifier");
}

function checked(text: string, pattern: RegExp, what: string): string {
  if (!pattern.test(text)) throw new UsageError(`not a plain ${what}: ${JSON.stringify(text)}`);
  return text;
}

function literal(name: string, value: number): string {
  if (!isParameterValue(value)) {
    throw new UsageError(`parameter ${name} must be an integer -2^31..2^53-1, got ${value}`);
  }
  return parameterLiteral(value);
}
