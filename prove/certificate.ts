/**
 * The committed proof of one module: reproducible facts, bound to the hash of its Verilog and of the words it is checked
 * with, and sealed, so that an entry that was edited by hand is not one.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { Parameters } from "../generators/unit.js";
import { contentHash } from "../tools/cache.js";
import { CheckFailed, UsageError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import type { Proof } from "./proof.js";

/** A second reader of the Verilog, on the ordinary vectors: what a fault in the first would hide from the netlist. */
export interface FrontEnd {
  readonly engine: string;
  readonly version: string;
  readonly checked: number;
}

export interface ProvenAssignment {
  readonly parameters: Parameters;
  /** Hash of the inputs and expected words of the ordinary check: another model gives another one. */
  readonly vectors: string;
  readonly proof: Proof;
  /** Absent where it is not installed. */
  readonly frontEnd?: FrontEnd;
}

export interface Certificate {
  readonly module: string;
  readonly unit: string;
  /** As on the command line. */
  readonly options: string;
  /** Hash of the Verilog files. */
  readonly rtl: string;
  readonly yosys: string;
  /** Of the program that proved. */
  readonly prover: number;
  readonly assignments: readonly ProvenAssignment[];
}

const sealOf = (certificate: Certificate): string => contentHash("certificate", JSON.stringify(certificate));

/** @throws CheckFailed for one that was edited, UsageError for one that cannot be read */
export function readCertificate(folder: string, module: string): Certificate | undefined {
  const path = join(folder, `${module}.json`);
  if (!existsSync(path)) return undefined;
  let parsed: { seal?: unknown } & Partial<Certificate>;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new UsageError(`not a certificate: ${path} (${(error as Error).message}; delete it to prove again)`);
  }
  const { seal, ...certificate } = parsed;
  if (certificate.module !== module || seal !== sealOf(certificate as Certificate))
    throw new CheckFailed(`certificate edited by hand: ${path} (delete it to prove again)`);
  return certificate as Certificate;
}

export function writeCertificate(folder: string, certificate: Certificate): void {
  const text = `${JSON.stringify({ ...certificate, seal: sealOf(certificate) }, undefined, 2)}\n`;
  writeFiles(folder, [{ name: `${certificate.module}.json`, text }]);
}

/** Removes the certificates of modules that are gone. */
export function pruneCertificates(folder: string, modules: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")))
    if (!modules.has(basename(file, ".json"))) rmSync(join(folder, file));
}
