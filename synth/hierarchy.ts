/**
 * An array counted without being made flat: every module of its hierarchy once, in runs of its own as a unit's, times its
 * instances. That is how 784 elements can be counted at all; nothing is optimised across the borders of modules, so that
 * the sum is near the flat count and not equal to it.
 */
import { contentHash } from "../tools/cache.js";
import { ToolError, UsageError } from "../tools/errors.js";
import { runYosys, type YosysBackend, yosysVersion } from "../tools/yosys.js";
import { cachedJson } from "./run.js";
import { normaliseScript, type SynthDesign, targetScript } from "./script.js";
import { countCells, parseModules, parseStat, readNormal, type Stat } from "./stat.js";
import { type CellKind, NORMAL_FILE, NORMAL_TOP, NORMALISE, type TargetName, targets } from "./targets.js";

export type Counts = Partial<Record<CellKind, number>>;

/** One module, whatever its parameters: what stands between its own parts alone. */
export interface ModuleCount {
  readonly module: string;
  readonly instances: number;
  /** Of all instances together. */
  readonly counts: Counts;
}

export interface HierarchyCount {
  readonly target: TargetName;
  readonly yosys: string;
  /** The top first, its parts as they are first met. */
  readonly modules: readonly ModuleCount[];
  readonly sum: Counts;
}

/** A module as Yosys made it for one assignment of its parameters. */
interface Elaborated {
  readonly text: string;
  /** How often it has which others. */
  readonly parts: ReadonlyMap<string, number>;
}

/**
 * Counts the cells of every module of a design for a target, from the cache where that holds them.
 * @throws CheckFailed as `synthesise` does; UsageError for a target that has no cells of its own
 */
export async function countHierarchy(
  design: SynthDesign,
  target: TargetName,
  backend: YosysBackend = "wasm",
): Promise<HierarchyCount> {
  if (targets[target].figures === "library") throw new UsageError(`target ${target} is not counted by module`);
  const yosys = await yosysVersion(backend);
  const elaborated = await elaborate(design, backend);
  const made = new Map<string, ModuleCount>();
  for (const [name, instances] of instancesIn(elaborated)) {
    const counts = await countModule(name, elaborated, target, backend, yosys);
    const label = name === NORMAL_TOP ? design.top : givenName(name);
    const { instances: others = 0, counts: before = {} } = made.get(label) ?? {};
    made.set(label, {
      module: label,
      instances: others + instances,
      counts: sumOf([before, timesOf(counts, instances)]),
    });
  }
  const modules = [...made.values()];
  return { target, yosys, modules, sum: sumOf(modules.map(({ counts }) => counts)) };
}

/** Every module in normal form, by the name that Yosys gave it; the top is NORMAL_TOP. */
async function elaborate(design: SynthDesign, backend: YosysBackend): Promise<Map<string, Elaborated>> {
  const apart = NORMALISE.filter((command) => command !== "flatten");
  const sources = Object.fromEntries(design.files.map(({ name, text }) => [name, text]));
  const { files } = await runYosys({ files: sources, script: normaliseScript(design, apart) }, { backend });
  readNormal(files);
  const stats = parseModules(files["rtl.json"] ?? "");
  const top = [...stats].find(([name]) => givenName(name) === design.top)?.[0];
  // `module \$paramod$1f0a\lfsr (` or `module lfsr(`, and its attributes left behind.
  const texts = (files[NORMAL_FILE] ?? "").matchAll(/^module (?:\\(\S+) |(\w+))[\s\S]*?^endmodule$/gm);
  const elaborated = new Map<string, Elaborated>();
  for (const [text, escaped, plain] of texts) {
    const name = escaped ?? plain ?? "";
    const cells = Object.entries(stats.get(name === NORMAL_TOP ? (top ?? "") : name) ?? {});
    elaborated.set(name, { text, parts: new Map(cells.filter(([type]) => stats.has(type))) });
  }
  if (elaborated.size !== stats.size) throw new ToolError(`yosys wrote ${elaborated.size} of ${stats.size} modules`);
  return elaborated;
}

/** How often the top has each module, at any depth. */
function instancesIn(elaborated: ReadonlyMap<string, Elaborated>): Map<string, number> {
  const instances = new Map<string, number>();
  const visit = (name: string, times: number): void => {
    instances.set(name, (instances.get(name) ?? 0) + times);
    for (const [part, count] of elaborated.get(name)?.parts ?? []) visit(part, times * count);
  };
  visit(NORMAL_TOP, 1);
  return instances;
}

/** One module through the target's script, its parts as black boxes. */
async function countModule(
  name: string,
  elaborated: ReadonlyMap<string, Elaborated>,
  target: TargetName,
  backend: YosysBackend,
  yosys: string,
): Promise<Counts> {
  const { text, parts } = elaborated.get(name)!;
  const own = text.replace(/^module (?:\\\S+ |\w+)/, `module ${NORMAL_TOP}`);
  const boxes = [...parts.keys()].map((part) => `(* blackbox *)\n${elaborated.get(part)!.text}`);
  const normal = `${[...boxes, own].join("\n\n")}\n`;
  const script = targetScript({ ...targets[target], measures: targets[target].measures.slice(0, 1) });
  const cells = await cachedJson<Stat["cells"]>("hierarchy", contentHash(yosys, script, normal), async () => {
    const { files } = await runYosys({ files: { [NORMAL_FILE]: normal }, script }, { backend });
    return parseStat(files["stat.json"] ?? "").cells;
  });
  const known = Object.entries(cells).filter(([type]) => !parts.has(type.replace(/^\\/, "")));
  return countCells({ cells: Object.fromEntries(known) }, targets[target]);
}

/** The name that a user gave to what Yosys calls `$paramod$<hash>\name` or `$paramod\name\Parameter=value`. */
const givenName = (module: string): string => /^\$paramod(?:\$[0-9a-f]+)?\\(\w+)/.exec(module)?.[1] ?? module;

const timesOf = (counts: Counts, times: number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, count * times]));

function sumOf(all: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const counts of all)
    for (const [kind, count] of Object.entries(counts) as [CellKind, number][]) sum[kind] = (sum[kind] ?? 0) + count;
  return sum;
}
