import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainRefuted } from "../cosim/explain.js";
import { plainOptions } from "../cosim/job.js";
import { assignParameters, checkedAssignments, type Instance, instantiate } from "../generators/instance.js";
import { catalogue } from "../generators/units.js";
import { proveCatalogue } from "../prove/catalogue.js";
import type { Certificate } from "../prove/certificate.js";
import { coreOf, instanceOf } from "../prove/exhaust.js";
import { type Reading, readingsOf } from "../prove/front-end.js";
import { degree, isRefuted, type Outcome, type Proof, type Refuted } from "../prove/proof.js";
import { Prover } from "../prove/prove.js";
import { cacheDir, projectRoot } from "../tools/cache.js";
import { UsageError } from "../tools/errors.js";
import { writeFiles } from "../tools/files.js";
import { rotating } from "../tools/rotating.js";
import type { Call } from "./command.js";
import { commitSeed, progressLine } from "./make.js";
import { markdownTable } from "./table.js";
import { count, print, printNote } from "./values.js";

/** `halfulp prove`: one configuration, or the certificates of the catalogue in `synth-reports/proofs/`. */
export async function prove(call: Call): Promise<number> {
  if (call.unit && call.flags.rotate === true) throw new UsageError("--rotate goes with --all, not with a unit");
  if (!call.unit && call.flags.exhaustive === true)
    throw new UsageError("--exhaustive goes with a unit, not with --all");
  return call.unit ? single(call) : all(call);
}

async function single({ unit, options, parameters, flags }: Call): Promise<number> {
  const instance = instantiate(unit!, options);
  const given = Object.keys(parameters).length > 0;
  const assignments = given ? [assignParameters(instance, parameters)] : checkedAssignments(instance);
  const samples = count("samples", flags.samples);
  const prover = new Prover({
    fresh: flags.fresh === true,
    exhaustive: flags.exhaustive === true,
    ...(samples !== undefined && { samples }),
    onProgress: (done, total, module) => progressLine("prove", done, total, module, "now"),
  });
  const started = performance.now();
  const outcomes: Outcome[] = [];
  try {
    for (const one of assignments) outcomes.push(await prover.prove(instance, one));
  } finally {
    await prover.close();
  }
  const seconds = (performance.now() - started) / 1000;
  // After the proof: together they would be a process too many. A unit that is refuted needs no second opinion.
  const subject = { unit: instance.unit.name, options: plainOptions(instance) };
  const refuted = outcomes.filter(isRefuted);
  const readings = refuted.length > 0 ? [] : await readingsOf(assignments.map((p) => ({ ...subject, parameters: p })));
  const told = outcomes.map((outcome, i) => ({ ...outcome, ...(readings[i] && { frontEnd: readings[i] }) }));
  print(flags, told, () =>
    [
      markdownTable(told.flatMap((o) => (isRefuted(o) ? refutedRow(o) : rowsOf(o, o.frontEnd)))),
      `${seconds.toFixed(1)} s`,
    ].join("\n"),
  );
  printNote(instance);
  for (const one of refuted) process.stderr.write(`${refutation(instance, one)}\n`);
  const misread = readings.flatMap((reading) => ("failure" in reading ? [reading.failure] : []));
  for (const failure of misread) process.stderr.write(`${failure}\n`);
  return refuted.length + misread.length > 0 ? 1 : 0;
}

async function all({ flags }: Call): Promise<number> {
  const reports = join(projectRoot(), "synth-reports");
  const instances = catalogue();
  const turn = rotating(
    instances.map(({ module }) => module),
    commitSeed(),
  );
  const fresh = flags.fresh === true;
  const samples = count("samples", flags.samples);
  const journal = fresh ? readJournal() : new Set<string>();
  const { rows, failures } = await proveCatalogue({
    instances,
    folder: join(reports, "proofs"),
    cosim: join(reports, "cosim"),
    again: (certificate) => {
      if (fresh) return !journal.has(certificate.module);
      return flags.rotate === true && turn.has(certificate.module) && isShort(certificate);
    },
    fresh,
    ...(samples !== undefined && { samples }),
    onProgress: (done, total, module, measured) => {
      progressLine("prove", done, total, module, measured);
      if (fresh) writeJournal(journal.add(module));
    },
  });
  // Whole: the next fresh run starts from nothing.
  if (fresh) writeJournal(new Set());
  const now = rows.filter(({ measured }) => measured === "now").length;
  print(flags, { rows, failures }, () =>
    [...tally(rows.map(({ proof }) => proof)), `${rows.length} proofs, ${now} made now`].join("\n"),
  );
  for (const { text, refuted } of failures) {
    const instance = refuted && instances.find(({ module }) => module === refuted.module);
    process.stderr.write(`${instance ? refutation(instance, refuted) : text}\n`);
  }
  return Math.max(0, ...failures.map(({ exitCode }) => exitCode));
}

/** Modules that an unfinished fresh run has done. */
const journalFolder = (): string => join(cacheDir(), "runs");
const JOURNAL = "prove.json";

function readJournal(): Set<string> {
  try {
    return new Set(JSON.parse(readFileSync(join(journalFolder(), JOURNAL), "utf8")) as string[]);
  } catch {
    return new Set();
  }
}

function writeJournal(modules: ReadonlySet<string>): void {
  writeFiles(journalFolder(), [{ name: JOURNAL, text: JSON.stringify([...modules]) }]);
}

/** Short enough for a check that goes along with others: some minutes at most. */
const isShort = ({ assignments }: Certificate): boolean => assignments.every(({ proof }) => proof.cases <= 2 ** 33);

/** How many proofs of which degree, with the rows behind them. */
function tally(proofs: readonly Proof[]): string[] {
  const found = new Map<string, { proofs: number; cases: number }>();
  for (const proof of proofs) {
    const known = found.get(degree(proof)) ?? { proofs: 0, cases: 0 };
    found.set(degree(proof), { proofs: known.proofs + 1, cases: known.cases + proof.cases });
  }
  return [...found].map(([name, { proofs: n, cases }]) => `${name}: ${n} (${cases} cases)`);
}

const refutedRow = ({ module, refuted }: Refuted) => [
  { module, proven: "REFUTED", cases: "", how: `row ${refuted.row}`, "other front end": "" },
];

function readingText(reading: Reading): string {
  if ("skipped" in reading) return `${reading.engine} not run: ${reading.skipped.replace(/^skipped, /, "")}`;
  return `${reading.engine} ${"failure" in reading ? "DIFFERS" : `${reading.checked} rows`}`;
}

/** A proof, with what the other front end says, and below it its parts. */
function rowsOf(proof: Proof, reading?: Reading, depth = 0): Record<string, string>[] {
  const assigned = Object.entries(proof.parameters).map(([name, value]) => `${name}=${value}`);
  const remarks: string[] = [];
  if (proof.method === "exhaustive") {
    remarks.push(`${proof.model} model`);
    if (proof.step) remarks.push(`one step of the random word, over ${proof.step.frontier} other bits`);
    if (proof.pipeline) remarks.push(`pipeline of ${proof.pipeline} passed through`);
  } else if (proof.method === "by parts")
    remarks.push(
      `control by induction over ${proof.control.pairs} signals, reference in ${proof.control.cycles} cycles`,
    );
  else if (proof.method === "by twin") {
    remarks.push(`equal to the one below by SAT, ${proof.equal.clauses} clauses`);
    if (proof.pipeline) remarks.push(`pipeline of ${proof.pipeline} passed through`);
  }
  const row = {
    module: `${"  ".repeat(depth)}${[proof.module, ...assigned].join(" ")}`,
    proven: degree(proof),
    cases: proof.cases === 0 ? "" : String(proof.cases),
    how: remarks.join(", "),
    "other front end": reading ? readingText(reading) : "",
  };
  return [row, ...("parts" in proof ? proof.parts.flatMap((part) => rowsOf(part, undefined, depth + 1)) : [])];
}

function refutation(instance: Instance, { module, parameters, subject, refuted, samples }: Refuted): string {
  const hex = (word: bigint) => word.toString(16);
  const mismatch = { ...refuted, got: refuted.got.map(hex) };
  // The words are those of the part that is wrong; a unit with state is told of in cycles, any other without its pipeline.
  const wrong = instanceOf(subject);
  const ports = wrong.unit.kind === "clocked" ? wrong : coreOf(wrong);
  const text = explainRefuted(wrong, ports, parameters, mismatch, samples === undefined ? "" : ` --samples ${samples}`);
  return module === instance.module ? text : `${instance.module} fails by its part\n${text}`;
}
