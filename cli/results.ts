/** What the committed reports say of one configuration at one assignment of its Verilog parameters. */
import { join } from "node:path";
import { type EngineResult, readReport as readCosim } from "../cosim/report.js";
import { rowKind } from "../cosim/run.js";
import type { Instance } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { readCertificate } from "../prove/certificate.js";
import type { Proof } from "../prove/proof.js";
import { findRow } from "../synth/keep.js";
import { readReport as readSynth } from "../synth/report-files.js";
import type { Row } from "../synth/stat.js";
import type { TargetName } from "../synth/targets.js";

export interface Results {
  /** Engines and linters. */
  readonly checks: readonly EngineResult[];
  /** Those that simulated. */
  readonly engines: readonly EngineResult[];
  /** All inputs were simulated. */
  readonly exhaustive: boolean;
  /** The committed proof, where it is about the Verilog that was simulated. */
  readonly proof: Proof | undefined;
  cost(target: TargetName): Row | undefined;
}

/** @param folder of the reports */
export function resultsOf(folder: string, { module }: Instance, parameters: Parameters): Results {
  const cosim = readCosim(join(folder, "cosim"), module);
  const same = (a: { readonly parameters: Parameters }) => JSON.stringify(a.parameters) === JSON.stringify(parameters);
  const found = cosim?.assignments.find(same);
  const synth = readSynth(folder, module);
  const certificate = readCertificate(join(folder, "proofs"), module);
  const checks = found?.engines ?? [];
  return {
    checks,
    engines: checks.filter((check) => rowKind(check) === "engine"),
    exhaustive: found?.exhaustive === true,
    proof: found && certificate?.rtl === cosim?.rtl ? certificate?.assignments.find(same)?.proof : undefined,
    cost: (target) => findRow(synth, parameters, target)?.row ?? undefined,
  };
}
