/**
 * A clocked unit against its reference, for all input sequences: registers of the same name are shown equal by induction,
 * with the parts that both instantiate cut out. A part is any function of its inputs here; that it is the right one is
 * its own proof.
 */

import { readDesign } from "../cosim/read-design.js";
import type { Design, VerilogFile } from "../generators/design.js";
import { emitInstance } from "../generators/emit.js";
import { designOf, type Instance } from "../generators/instance.js";
import { emitReference, type Part, type Reference } from "../generators/reference.js";
import type { Parameters } from "../generators/unit.js";
import { contentHash } from "../tools/cache.js";
import { CheckFailed } from "../tools/errors.js";
import { runYosys } from "../tools/yosys.js";

export interface ControlProof {
  /** Hash of the reference and of what it was compared with. */
  readonly reference: string;
  /** Pairs of signals that the induction showed equal. */
  readonly pairs: number;
}

/** Combinational and the same whatever the parameters: compared as a name, not as gates. */
const isCut = ({ instance }: Part): boolean => !instance.clocked && instance.verilogParameters.length === 0;

/** `files`: the unit's own, or a broken copy. @throws CheckFailed when a pair of signals is left unproven, with its name */
export async function proveControl(
  instance: Instance,
  parameters: Parameters,
  files = emitInstance(instance).files,
): Promise<ControlProof> {
  const reference = demandReference(instance, parameters);
  const design = designOf(instance, files, parameters);
  const cut = new Set(reference.parts.filter(isCut).map(({ instance: part }) => `${part.module}.v`));
  const gold: Design = {
    ...design,
    top: reference.top,
    files: [...reference.below, reference.file],
    parameters: {},
  };
  const script = [
    ...side(gold, cut, "gold"),
    ...side(design, cut, "gate"),
    "design -reset",
    ...[...cut].map((name) => `read_verilog -lib ${name}`),
    "design -copy-from gold -as gold gold",
    "design -copy-from gate -as gate gate",
    "equiv_make gold gate equiv",
    "hierarchy -top equiv",
    "opt_expr",
    "opt_clean",
    // Structure first: most of both sides is the same text.
    "equiv_struct",
    "equiv_simple -undef",
    "equiv_induct -undef -seq 2",
    "tee -q -o status.txt equiv_status",
  ].join("\n");
  const all = new Map([...gold.files, ...design.files].map(({ name, text }) => [name, text]));
  const made = await runYosys({ files: Object.fromEntries(all), script });
  const status = made.files["status.txt"] ?? "";
  const [, proven, unproven] = /Of those cells (\d+) are proven and (\d+) are unproven/.exec(status) ?? [];
  const total = /Found (\d+) \$equiv cells/.exec(status)?.[1];
  if (total === undefined || unproven === undefined || Number(total) === 0)
    throw new CheckFailed(`nothing was paired between ${instance.module} and its reference`);
  if (Number(unproven) > 0 || proven !== total) {
    const first = /Unproven \$equiv \S+: (\S+)/.exec(status)?.[1]?.replace(/^\\|_gold$/g, "") ?? "unknown";
    throw new CheckFailed(
      `${instance.module} is not shown equal to its reference: ${unproven} of ${total} signals, the first ${first}`,
    );
  }
  return { reference: contentHash(reference.file.text, script, ...[...all].flat()), pairs: Number(total) };
}

/** The reference as a design of its own, to be simulated like the unit. */
export function referenceDesign(instance: Instance, parameters: Parameters): Design {
  const { top, file, below } = demandReference(instance, parameters);
  return { ...designOf(instance, [], parameters), top, files: [...below, file], parameters: {} };
}

function demandReference(instance: Instance, parameters: Parameters): Reference {
  const reference = emitReference(instance, parameters);
  if (reference === undefined) throw new Error(`${instance.unit.name} has no reference`);
  return reference;
}

/** Reads one side, with the parts that are cut as black boxes, and leaves it flat under `name`. */
function side(design: Design, cut: ReadonlySet<string>, name: string): string[] {
  const needed = (file: VerilogFile): boolean => !cut.has(file.name);
  return [
    "design -reset",
    ...design.files.filter((file) => cut.has(file.name)).map((file) => `read_verilog -lib ${file.name}`),
    ...readDesign({ ...design, files: design.files.filter(needed) }),
    "proc",
    "flatten",
    "opt_expr",
    "opt_clean",
    `rename -top ${name}`,
    `design -stash ${name}`,
  ];
}
