/** The certificates of the whole catalogue: those that stand are kept, the others made. */
import { cosimJob, plainOptions } from "../cosim/job.js";
import { readReport } from "../cosim/report.js";
import { isMeasured } from "../cosim/run.js";
import { VectorSource } from "../cosim/vectors.js";
import { emitInstance } from "../generators/emit.js";
import { checkedAssignments, type Instance, optionsText } from "../generators/instance.js";
import type { Parameters } from "../generators/unit.js";
import { contentHash } from "../tools/cache.js";
import { CheckFailed, HalfulpError } from "../tools/errors.js";
import { Pool, taskOf } from "../tools/pool.js";
import { yosysVersion } from "../tools/yosys.js";
import { type Certificate, pruneCertificates, readCertificate, writeCertificate } from "./certificate.js";
import { instanceOf, type Subject } from "./exhaust.js";
import { frontEndOf } from "./front-end.js";
import { isRefuted, type Proof, type Refuted } from "./proof.js";
import { Prover } from "./prove.js";

export interface CatalogueOptions {
  readonly instances: readonly Instance[];
  /** Folder of the certificates. */
  readonly folder: string;
  /** Folder of the co-simulation reports: what Verilator has already shown there is not simulated again. */
  readonly cosim: string;
  /** Modules that are proven again, and must come out as their certificates say. */
  readonly again: (certificate: Certificate) => boolean;
  /** Take no shard of a proof from the cache. */
  readonly fresh: boolean;
  /** Rows where nothing stronger than sampling is possible. */
  readonly samples?: number;
  readonly onProgress?: (done: number, total: number, module: string, measured: "now" | "kept") => void;
}

export interface ProvenRow {
  readonly module: string;
  readonly parameters: Parameters;
  readonly proof: Proof;
  readonly measured: "now" | "kept";
}

export interface Failure {
  readonly module: string;
  readonly text: string;
  readonly exitCode: number;
  readonly refuted?: Refuted;
}

export interface CatalogueResult {
  readonly rows: readonly ProvenRow[];
  readonly failures: readonly Failure[];
}

/** Raised when a proof comes to mean something else, so that all of them are made again. */
const PROVER = 2;

/** What a certificate of an instance must say to stand. */
export interface Standing {
  readonly prover: number;
  readonly rtl: string;
  readonly yosys: string;
  readonly assignments: readonly { readonly parameters: Parameters; readonly vectors: string }[];
}

/** In a worker: the words of an instance are made for their hash. */
export async function standingOf(subject: Subject): Promise<Standing> {
  const instance = instanceOf(subject);
  const { files } = emitInstance(instance);
  const assignments = [];
  for (const parameters of checkedAssignments(instance)) {
    const { hash } = await new VectorSource(instance, parameters).facts();
    assignments.push({ parameters, vectors: hash });
  }
  return {
    rtl: contentHash(...files.flatMap(({ name, text }) => [name, text])),
    yosys: await yosysVersion(),
    prover: PROVER,
    assignments,
  };
}

/** True where a certificate is about the same Verilog, the same model and the same Yosys, at every assignment. */
export function stands(certificate: Certificate | undefined, now: Standing): certificate is Certificate {
  if (certificate === undefined || certificate.prover !== now.prover) return false;
  if (certificate.rtl !== now.rtl || certificate.yosys !== now.yosys) return false;
  const key = ({ parameters, vectors }: Standing["assignments"][number]) => JSON.stringify([parameters, vectors]);
  return JSON.stringify(certificate.assignments.map(key)) === JSON.stringify(now.assignments.map(key));
}

/** Goes on behind failures, so that one run shows them all. Certificates are written as their modules are done. */
export async function proveCatalogue(options: CatalogueOptions): Promise<CatalogueResult> {
  const { instances, folder, fresh, onProgress } = options;
  const prover = new Prover({ fresh, ...(options.samples !== undefined && { samples: options.samples }) });
  // Vectors, Verilator and the proofs themselves take turns: one pool more would be a third process.
  const pool = new Pool({ workers: 1, rssLimit: 1.3e9 });
  const rows: ProvenRow[][] = instances.map(() => []);
  const failures: Failure[] = [];
  let done = 0;
  const one = async (instance: Instance): Promise<"now" | "kept"> => {
    const { module } = instance;
    const into = rows[instances.indexOf(instance)]!;
    const subject = { unit: instance.unit.name, options: plainOptions(instance), parameters: {} };
    const standing = await pool.run(taskOf(import.meta.url, standingOf), subject);
    const kept = readCertificate(folder, module);
    const isKept = stands(kept, standing);
    if (isKept && !options.again(kept)) {
      into.push(
        ...kept.assignments.map(({ parameters, proof }) => ({ module, parameters, proof, measured: "kept" as const })),
      );
      return "kept";
    }
    const report = readReport(options.cosim, module);
    const second = await pool.run(taskOf(jobModule, cosimJob), {
      unit: subject.unit,
      options: subject.options,
      engines: ["verilator"],
      rows: undefined,
      report,
      again: false,
    });
    const assignments: Certificate["assignments"][number][] = [];
    for (const { parameters, vectors } of standing.assignments) {
      const outcome = await prover.prove(instance, parameters);
      if (isRefuted(outcome)) {
        failures.push({ module, text: `${module} is refuted`, exitCode: 1, refuted: outcome });
        return "now";
      }
      const frontEnd = frontEndOf(second.outcomes, parameters);
      assignments.push({ parameters, vectors, proof: outcome, ...(frontEnd && { frontEnd }) });
    }
    const wrong = second.outcomes.filter(isMeasured).find(({ mismatches }) => mismatches > 0);
    if (wrong) throw new CheckFailed(wrong.failure ?? `${wrong.engine}: ${module} is wrong`);
    const certificate: Certificate = {
      module,
      unit: instance.unit.name,
      options: optionsText(instance),
      rtl: standing.rtl,
      yosys: standing.yosys,
      prover: standing.prover,
      assignments: withKnown(assignments, isKept ? kept : undefined),
    };
    if (isKept && JSON.stringify(certificate) !== JSON.stringify(kept))
      throw new CheckFailed(`${module} was proven again and the result is not that of its certificate`);
    writeCertificate(folder, certificate);
    into.push(...assignments.map(({ parameters, proof }) => ({ module, parameters, proof, measured: "now" as const })));
    return "now";
  };
  const waiting = [...instances];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { module } = next;
      const measured = await one(next).catch((error: unknown) => {
        if (!(error instanceof HalfulpError)) throw error;
        failures.push({ module, text: `${module}: ${error.message}`, exitCode: error.exitCode });
        return "now" as const;
      });
      onProgress?.(++done, instances.length, module, measured);
    }
  };
  try {
    // Two at a time: one synthesises while the other is swept.
    await Promise.all([worker(), worker()]);
    pruneCertificates(folder, new Set(instances.map(({ module }) => module)));
    return { rows: rows.flat(), failures };
  } finally {
    await Promise.all([prover.close(), pool.close()]);
  }
}

const jobModule = new URL(`../cosim/job${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url).href;

/** What Verilator showed elsewhere stands also where it is not installed. */
function withKnown(made: Certificate["assignments"], kept: Certificate | undefined): Certificate["assignments"] {
  return made.map((assignment, i) => {
    const frontEnd = assignment.frontEnd ?? kept?.assignments[i]?.frontEnd;
    return { ...assignment, ...(frontEnd && { frontEnd }) };
  });
}
