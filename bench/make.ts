/** `make` in clones of the last commit: from nothing, again with nothing changed, and with the committed reports. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../tools/cache.js";
import { type Entry, type Figure, figure } from "./figure.js";
import { measured, type Run } from "./processes.js";

const limits = { fromNothing: 20 * 60, unchanged: 30, freshClone: 6 * 60, megabytes: 2000 };

/** Three runs of `make`; what is not committed is not in them. */
export async function makeFigures(): Promise<Entry[]> {
  const folder = mkdtempSync(join(tmpdir(), "halfulp-make-"));
  try {
    const fromNothing = await makeIn(await clone(join(folder, "nothing"), { reports: false }));
    const unchanged = await makeIn(join(folder, "nothing"));
    rmSync(join(folder, "nothing"), { recursive: true });
    const freshClone = await makeIn(await clone(join(folder, "fresh"), { reports: true }));
    return [
      seconds("make, from nothing", fromNothing, limits.fromNothing),
      seconds("make, nothing changed", unchanged, limits.unchanged),
      seconds("make, in a fresh clone with its reports", freshClone, limits.freshClone),
      largest([fromNothing, unchanged, freshClone]),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function clone(to: string, { reports }: { reports: boolean }): Promise<string> {
  await measured("git", ["clone", "--quiet", "--no-hardlinks", projectRoot(), to], projectRoot());
  if (!reports) rmSync(join(to, "synth-reports"), { recursive: true });
  return to;
}

const makeIn = (folder: string): Promise<Run> => measured("make", [], folder);

const seconds = (name: string, run: Run, limit: number): Figure =>
  figure(name, run.seconds, "s", { is: "at most", limit });

function largest(runs: readonly Run[]): Entry {
  const name = "make, largest process";
  const known = runs.filter((run) => run.peakMegabytes !== undefined);
  const peak = known.sort((a, b) => b.peakMegabytes! - a.peakMegabytes!)[0];
  if (!peak) return { name, skipped: "this system has no /proc" };
  const process = (peak.largest ?? "").replaceAll(tmpdir(), "").replaceAll(projectRoot(), "");
  return figure(name, peak.peakMegabytes!, "MB", { is: "at most", limit: limits.megabytes }, { process });
}
