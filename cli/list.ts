import { type Format, minifloats } from "../formats/index.js";
import { formatText } from "../generators/emit.js";
import { optionsText } from "../generators/instance.js";
import { catalogue, units } from "../generators/units.js";
import type { Call } from "./options.js";
import { markdownTable } from "./table.js";

/** `halfulp list`: what there is, as Markdown tables or JSON. */
export async function list({ flags }: Call): Promise<number> {
  const some = flags.formats === true || flags.units === true || flags.catalogue === true;
  const sections: Record<string, readonly Record<string, string>[]> = {};
  if (flags.units === true || !some) sections.units = unitRows();
  if (flags.formats === true || !some) sections.formats = formatRows();
  if (flags.catalogue === true) sections.catalogue = catalogueRows();
  if (flags.json === true) process.stdout.write(`${JSON.stringify(sections, undefined, 2)}\n`);
  else process.stdout.write(`${Object.values(sections).map(markdownTable).join("\n\n")}\n`);
  return 0;
}

export function unitRows(): Record<string, string>[] {
  return units.map((unit) => ({
    unit: unit.name,
    "what it does": unit.summary,
    options: Object.keys(unit.params)
      .map((name) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`)
      .join(" "),
    variants: String(unit.variants.length),
  }));
}

export function formatRows(): Record<string, string>[] {
  return Object.values(minifloats).map((f: Format) => ({
    format: f.name,
    facts: formatText(f).replace(`${f.name}: `, ""),
    from: f.spec,
  }));
}

function catalogueRows(): Record<string, string>[] {
  return catalogue().map((i) => ({ unit: i.unit.name, module: i.module, options: optionsText(i) }));
}
