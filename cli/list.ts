import { minifloats } from "../formats/index.js";
import { type Instance, instantiate, optionFlag, optionsText } from "../generators/instance.js";
import type { Param } from "../generators/params.js";
import type { Unit } from "../generators/unit.js";
import { catalogue, units } from "../generators/units.js";
import type { Call } from "./command.js";
import { formatFacts, formatRow } from "./format-table.js";
import { metavars } from "./options.js";
import { markdownTable } from "./table.js";
import { print } from "./values.js";

/** `halfulp list`: what there is, as Markdown tables, or with `--json` in full. */
export async function list({ flags }: Call): Promise<number> {
  const some = Object.keys(sections).some((name) => flags[name] === true);
  const wanted = (name: string) => flags[name] === true || (!some && !sections[name]!.onDemand);
  const names = Object.keys(sections).filter(wanted);
  const chosen = names.map((name) => sections[name]!);
  const data = flags.json === true ? await Promise.all(chosen.map((section) => section.data())) : [];
  const texts = flags.json === true ? [] : await Promise.all(chosen.map((section) => section.text()));
  print(flags, Object.fromEntries(names.map((name, i) => [name, data[i]])), () => texts.join("\n\n"));
  return 0;
}

interface Section {
  /** Shown only when asked for. */
  readonly onDemand?: boolean;
  text(): string | Promise<string>;
  data(): unknown;
}

const sections: Readonly<Record<string, Section>> = {
  units: { text: unitTable, data: () => units.map(unitFacts) },
  formats: { text: formatTable, data: () => Object.values(minifloats).map(formatFacts) },
  catalogue: {
    onDemand: true,
    text: () => markdownTable(catalogueRows()),
    data: catalogueRows,
  },
  systems: {
    onDemand: true,
    text: async () => (await import("./systems.js")).systemsText(),
    data: async () => (await import("./systems.js")).systemStates(),
  },
};

/** Options that many units have, told once. */
const groups: readonly { readonly name: string; readonly options: readonly string[]; readonly doc: string }[] = [
  {
    name: "rounding",
    options: ["round", "overflow", "rndBits"],
    doc: "the mode, what a result out of range becomes, and the random bits of a stochastic mode",
  },
  { name: "pipeline", options: ["stages", "enable"], doc: "clock, reset and valid ports for 1..4 stages, and en_i" },
  { name: "flags", options: ["flags"], doc: "overflow, underflow and inexact outputs, and invalid where it can be" },
];

/** The units with what must be chosen and what usually is; `--help` of a unit has all. */
export function unitTable(): string {
  const rows = units.map((unit) => ({
    unit: `\`${unit.name}\``,
    "what it does": unit.summary,
    "main options": mainOptions(unit),
  }));
  const legend = groups.map(
    (g) => `- *${g.name}*: ${g.options.map((o) => `\`${optionFlag(o)}\``).join(" ")}, ${g.doc}.`,
  );
  return `${markdownTable(rows)}\n\n${legend.join("\n")}`;
}

function mainOptions(unit: Unit): string {
  const mine = groups.filter((g) => g.options.some((o) => o in unit.params));
  const others = Object.entries(unit.params).filter(([name]) => !groups.some((g) => g.options.includes(name)));
  const main = others.filter(([, param]) => param.kind === "format" || isRequired(unit, param));
  const flags = (main.length > 0 ? main : others).map(([name]) => `\`${optionFlag(name)}\``);
  const parameters = example(unit).verilogParameters.map((p) => `\`-P ${p.name}\``);
  return [...flags, ...parameters, ...mine.map((g) => `*${g.name}*`)].join(" ");
}

const example = (unit: Unit): Instance => instantiate(unit, unit.variants[0] ?? {});

/** Defaults may follow other options, so they are asked for in a configuration that there is. */
const isRequired = (unit: Unit, param: Param<unknown>): boolean => param.fallback(example(unit).config) === undefined;

function unitFacts(unit: Unit) {
  return {
    name: unit.name,
    kind: unit.kind,
    summary: unit.summary,
    options: Object.entries(unit.params).map(([name, param]) => ({
      name,
      flag: optionFlag(name),
      value: metavars[param.kind]?.toUpperCase(),
      required: isRequired(unit, param),
      doc: param.doc,
    })),
    parameters: example(unit).verilogParameters.map(({ name, min, max, default: usual, doc }) => ({
      name,
      min,
      max,
      default: usual,
      doc,
    })),
    variants: unit.variants.length,
  };
}

export function formatTable(): string {
  const others = [
    "Beside these: any other minifloat by its facts, `posit(n,es)` with n 3..32 and es 0..4, `fixed(il,fl)` and",
    "`ufixed(il,fl)` with il + fl up to 64 bits, `int(n)` and `uint(n)`.",
  ];
  return `${markdownTable(Object.values(minifloats).map(formatRow))}\n\n${others.join("\n")}`;
}

function catalogueRows(): Record<string, string>[] {
  return catalogue().map((i) => ({ unit: i.unit.name, module: i.module, options: optionsText(i) }));
}
