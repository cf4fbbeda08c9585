/**
 * Pipelines: where registers stand in a data path that is written as a list of sections, and what a pipeline adds to the
 * ports and the model of a combinational unit. Stages never change the numbers.
 */
import type { Port } from "../design.js";
import type { ClockedModel, CombModel, View, Words } from "../unit.js";

/** A wire of the data path: made in section `from` (`input` for a port), last read in section `to`. */
export interface PathSignal {
  readonly name: string;
  /** Bits. */
  readonly width: number;
  readonly from: string;
  readonly to: string;
  readonly signed?: boolean;
}

interface Path {
  /** In order of the data flow; `input` stands before them, `output` (the output ports) after them. */
  readonly sections: readonly string[];
  readonly signals: readonly PathSignal[];
  /** `cuts[N]`: the sections, or `output`, before which a pipeline of N stages has registers. */
  readonly cuts: Readonly<Record<number, readonly string[]>>;
}

interface Options {
  readonly stages: number;
  readonly enable: boolean;
}

/**
 * For each section the names of its signals there (`prod_sig`, or `s1_prod_sig` behind the first register), and in
 * `regs` the registers that stand before it, or "". The valid chain is part of the registers.
 */
export function pipelineView(path: Path, { stages, enable }: Options): Record<string, View & { regs: string }> {
  const order = ["input", ...path.sections, "output"];
  const at = (section: string): number => {
    const index = order.indexOf(section);
    if (index < 0) throw new Error(`unknown section: ${section}`);
    return index;
  };
  const cuts = stages === 0 ? [] : path.cuts[stages];
  if (cuts?.length !== stages) throw new Error(`no place for ${stages} stages`);
  const stageOf = (section: string): number => cuts.filter((cut) => at(cut) <= at(section)).length;
  const nameIn = (s: PathSignal, stage: number): string =>
    stage === 0 || stage === stageOf(s.from) ? s.name : `s${stage}_${s.name}`;

  const view: Record<string, View & { regs: string }> = {};
  for (const section of order) {
    const here = path.signals.filter((s) => at(s.from) <= at(section) && at(section) <= at(s.to));
    const names = Object.fromEntries(here.map((s) => [s.name, nameIn(s, stageOf(section))]));
    const stage = stageOf(section);
    const live = path.signals.filter((s) => at(s.from) < at(section) && at(section) <= at(s.to));
    const regs = cuts.includes(section) ? registers(live, nameIn, stage, enable) : "";
    view[section] = { ...names, valid: stage === 0 ? "valid_i" : `s${stage}_valid`, regs };
  }
  return view;
}

function registers(
  live: readonly PathSignal[],
  nameIn: (s: PathSignal, stage: number) => string,
  stage: number,
  enable: boolean,
): string {
  const range = (s: PathSignal): string => `${s.signed ? "signed " : ""}${s.width > 1 ? `[${s.width - 1}:0] ` : ""}`;
  const valid = stage === 1 ? "valid_i" : `s${stage - 1}_valid`;
  const moves = live.map((s) => `s${stage}_${s.name} <= ${nameIn(s, stage - 1)};`);
  const lines = [
    "",
    `  // ---- Stage ${stage} ----`,
    `  reg s${stage}_valid;`,
    ...live.map((s) => `  reg ${range(s)}s${stage}_${s.name};`),
    "",
    "  always @(posedge clk_i) begin",
    `    if (rst_i) s${stage}_valid <= 1'b0;`,
    `    else ${enable ? "if (en_i) " : ""}s${stage}_valid <= ${valid};`,
    "  end",
    "",
    ...(enable ? ["  // Data moves during reset too, so that no register stays unknown."] : []),
    `  always @(posedge clk_i) ${enable ? "if (en_i || rst_i) " : ""}begin`,
    ...moves.map((move) => `    ${move}`),
    "  end",
  ];
  return lines.join("\n");
}

/** The ports of a combinational unit with a pipeline of N >= 1 stages around it. */
export function pipelinedPorts(core: readonly Port[], stages: number, enable: boolean): Port[] {
  const one = { width: 1 } as const;
  return [
    { ...one, name: "clk_i", dir: "in", role: "clock", doc: "rising edge" },
    { ...one, name: "rst_i", dir: "in", role: "reset", doc: "synchronous, active high; clears the valid chain only" },
    ...(enable ? [{ ...one, name: "en_i", dir: "in", role: "enable", doc: "0 freezes the pipeline" } as const] : []),
    { ...one, name: "valid_i", dir: "in", role: "valid", doc: "the inputs of this cycle count" },
    ...core.filter((p) => p.dir === "in"),
    {
      ...one,
      name: "valid_o",
      dir: "out",
      role: "valid",
      doc: `valid_i, ${stages} cycle${stages > 1 ? "s" : ""} later`,
    },
    ...core.filter((p) => p.dir === "out"),
  ];
}

/** N stages around a combinational model. Before the pipeline is filled the outputs are those of all-zero inputs. */
export function pipelinedModel(core: CombModel, stages: number): ClockedModel {
  let slots: { valid: bigint; data: Words | undefined }[] = [];
  const reset = (): void => {
    slots = Array.from({ length: stages }, () => ({ valid: 0n, data: undefined }));
  };
  reset();
  return {
    reset,
    step(inputs) {
      const resets = inputs.rst_i === 1n;
      const moves = (inputs.en_i ?? 1n) === 1n;
      if (moves || resets) {
        slots.pop();
        slots.unshift({ valid: inputs.valid_i ?? 0n, data: core(inputs) });
      }
      if (resets) for (const slot of slots) slot.valid = 0n;
      const last = slots[slots.length - 1]!;
      return { valid_o: last.valid, ...last.data };
    },
  };
}
