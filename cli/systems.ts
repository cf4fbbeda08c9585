/** What there is of each system: worked out from the registry, the emitted files and the committed reports. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readFaults } from "../cosim/faults.js";
import { checkedAssignments, type Instance, instantiate, optionFlag } from "../generators/instance.js";
import { type System, type SystemPart, systems } from "../generators/systems.js";
import type { Unit } from "../generators/unit.js";
import { units } from "../generators/units.js";
import { degree } from "../prove/proof.js";
import { projectRoot } from "../tools/cache.js";
import { type Results, resultsOf } from "./results.js";
import { markdownTable } from "./table.js";

export interface PartState {
  /** The unit, and the options that choose among its configurations. */
  readonly part: string;
  readonly unit: "there" | "missing";
  /** Of the catalogue. */
  readonly configurations: number;
  /** Those of them whose Verilog stands in rtl-out. */
  readonly emitted: number;
  /** Those that were simulated at every checked assignment of the Verilog parameters. */
  readonly simulated: number;
  /** Engines that ran each of those. */
  readonly engines: readonly string[];
  /** Rows compared, each once however many engines ran it. */
  readonly rows: number;
  /** Proofs by degree; `none` where a checked assignment has no proof. */
  readonly proven: Readonly<Record<string, number>>;
  /** Engines that noticed the unit's planted fault, and those that did not. */
  readonly fault: { readonly caught: readonly string[]; readonly missed: readonly string[] };
  /** At the default parameters, one for each measured configuration, ascending: LUT4 of an iCE40, two-input gates. */
  readonly lut4: readonly number[];
  readonly gates: readonly number[];
}

export interface SystemState {
  readonly name: string;
  readonly paper: string;
  readonly needs: string;
  readonly parts: readonly PartState[];
  readonly commands: readonly string[];
  readonly exhibits: readonly { readonly what: string; readonly file: string; readonly exists: boolean }[];
  readonly published: { readonly text: string; readonly test?: string; readonly exists?: boolean };
  /** What is still to be done; empty for a system that works. */
  readonly open: readonly string[];
}

export interface StateOptions {
  readonly root?: string;
  readonly units?: readonly Unit[];
}

export function systemStates(all: readonly System[] = systems, options: StateOptions = {}): SystemState[] {
  const root = options.root ?? projectRoot();
  const exists = (file: string): boolean => existsSync(join(root, file));
  return all.map(({ name, paper, needs, parts, commands = [], exhibits = [], published }) => {
    const states = parts.map((part) => partState(part, root, options.units ?? units));
    const shown = exhibits.map((exhibit) => ({ ...exhibit, exists: exists(exhibit.file) }));
    const compared = { ...published, ...(published.test !== undefined && { exists: exists(published.test) }) };
    const open = [
      ...openParts(states),
      ...shown.filter((one) => !one.exists).map(({ file }) => `no ${file}`),
      ...(compared.exists === false ? [`no ${published.test}`] : []),
    ];
    return { name, paper, needs, parts: states, commands, exhibits: shown, published: compared, open };
  });
}

function partState(part: SystemPart, root: string, all: readonly Unit[]): PartState {
  const unit = all.find(({ name }) => name === part.unit);
  const instances = unit ? unit.variants.map((v) => instantiate(unit, v)).filter((i) => matches(i, part)) : [];
  const reports = join(root, "synth-reports");
  const measured = instances.map((instance) =>
    checkedAssignments(instance).map((parameters) => resultsOf(reports, instance, parameters)),
  );
  const ran = measured.filter((results) => results.every(({ engines }) => engines.length > 0));
  const results = ran.flat();
  const names = [...new Set(results.flatMap(({ engines }) => engines.map(({ engine }) => engine)))];
  const proven: Record<string, number> = {};
  for (const { proof } of measured.flat()) {
    const name = proof ? degree(proof) : "none";
    proven[name] = (proven[name] ?? 0) + 1;
  }
  const first = unit && instantiate(unit, unit.variants[0] ?? {}).module;
  const costs = (count: (results: Results) => number | undefined): number[] =>
    measured.flatMap(([atDefaults]) => (atDefaults && count(atDefaults)) ?? []).sort((a, b) => a - b);
  return {
    part: partText(part),
    unit: unit ? "there" : "missing",
    configurations: instances.length,
    emitted: instances.filter(({ module }) => existsSync(join(root, "rtl-out", `${module}.v`))).length,
    simulated: ran.length,
    engines: names.filter((name) => results.every(({ engines }) => engines.some(({ engine }) => engine === name))),
    rows: results.reduce((sum, { engines }) => sum + Math.max(...engines.map(({ checked }) => checked)), 0),
    proven,
    fault: readFaults(reports).get(first ?? "") ?? { caught: [], missed: [] },
    lut4: costs((results) => results.cost("ice40")?.lut),
    gates: costs((results) => results.cost("gates")?.gates),
  };
}

/** No configuration has an option that the unit does not have. @throws OptionError for a value that it does not take */
function matches({ unit, config }: Instance, { where = {} }: SystemPart): boolean {
  return Object.entries(where).every(([name, value]) => {
    const param = unit.params[name];
    return param !== undefined && param.print(param.parse(value, name)) === param.print(config[name]);
  });
}

function partText({ unit, where = {} }: SystemPart): string {
  const options = Object.entries(where).map(([name, value]) =>
    value === true ? optionFlag(name) : `${optionFlag(name)} ${value}`,
  );
  return [unit, ...options].join(" ");
}

function openParts(parts: readonly PartState[]): string[] {
  const missing = parts.filter(({ unit }) => unit === "missing").map(({ part }) => part);
  const there = parts.filter(({ unit }) => unit === "there");
  const none = there.filter(({ configurations }) => configurations === 0).map(({ part }) => part);
  const short = (what: string, isShort: (part: PartState) => boolean): string[] => {
    const those = there.filter((part) => part.configurations > 0 && isShort(part)).map(({ part }) => part);
    return those.length > 0 ? [`${what}: ${those.join(", ")}`] : [];
  };
  return [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}`] : []),
    ...(none.length > 0 ? [`not in the catalogue: ${none.join(", ")}`] : []),
    ...short("not emitted", ({ emitted, configurations }) => emitted < configurations),
    ...short("not simulated", ({ simulated, configurations }) => simulated < configurations),
    ...short("not proven", ({ proven }) => Object.keys(proven).some((name) => /none|sampled/.test(name))),
    ...short("fault not caught", ({ fault }) => fault.caught.length === 0 || fault.missed.length > 0),
    ...short("not measured", ({ lut4, configurations }) => lut4.length < configurations),
  ];
}

/** One line a system: what must work, whether it does, and the published number that a test compares with. */
export function systemsTable(states: readonly SystemState[] = systemStates()): string {
  return markdownTable(
    states.map(({ name, paper, needs, open, published }) => ({
      system: name,
      paper,
      "what must work": needs,
      state: open.length === 0 ? "works" : open.join("; "),
      "published number": published.test === undefined ? published.text : `${published.text} (${published.test})`,
    })),
  );
}

/** Both tables, from one reading of the reports. */
export function systemsText(): string {
  const states = systemStates();
  return `${systemsTable(states)}\n\n${systemPartsTable(states)}`;
}

/** One line a unit of a system: what the reports say of it. */
export function systemPartsTable(states: readonly SystemState[] = systemStates()): string {
  return markdownTable(
    states.flatMap(({ name, parts }) => parts.map((part) => ({ system: name, unit: part.part, ...partCells(part) }))),
  );
}

function partCells(part: PartState): Record<string, string> {
  const { configurations, emitted, simulated, engines, rows, proven, fault, lut4, gates } = part;
  const none = { configurations: "", "co-simulated": "", proven: "", fault: "", LUT4: "", gates: "" };
  if (part.unit === "missing") return { ...none, configurations: "missing" };
  if (configurations === 0) return { ...none, configurations: "not in the catalogue" };
  const degrees = Object.entries(proven).map(([name, count]) => `${count} ${name}`);
  const short = simulated < configurations ? `${simulated} of ${configurations}, ` : "";
  return {
    configurations: emitted < configurations ? `${configurations}, ${emitted} emitted` : String(configurations),
    "co-simulated": simulated === 0 ? "no" : `${short}${rows} rows, ${engines.length} engines`,
    proven: degrees.join(", "),
    fault: fault.caught.length + fault.missed.length === 0 ? "not run" : faultText(fault),
    LUT4: span(lut4),
    gates: span(gates),
  };
}

/** Of ascending numbers. */
const span = (counts: readonly number[]): string =>
  counts.length === 0 ? "-" : [...new Set([counts[0], counts.at(-1)])].join("..");

const faultText = ({ caught, missed }: PartState["fault"]): string =>
  missed.length === 0 ? `caught by ${caught.length}` : `MISSED by ${missed.join(", ")}`;
