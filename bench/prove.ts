/** How long proofs take: the multiply-adds of the 8-bit formats, and the whole catalogue, first and from certificates. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../tools/cache.js";
import { type Entry, figure } from "./figure.js";
import { measured } from "./processes.js";

/** fp8 x fp8 + 16 bits: 2^32 rows each. */
const CONFIGURATIONS = [
  ["--a", "e4m3", "--acc", "fp16"],
  ["--a", "e5m2", "--acc", "dlf16"],
  ["--a", "e4m3", "--b", "e5m2", "--acc", "fp16"],
  ["--a", "hfp8_fwd", "--b", "hfp8_bwd", "--acc", "dlf16"],
] as const;
const ROWS = 2 ** 32;
const limits = { seconds: 8, megabytes: 1000, catalogue: 20 * 60, again: 30 };

const program = join("dist", "cli", "main.js");
const prove = (folder: string, words: readonly string[]) => measured("node", [program, "prove", ...words], folder);

export async function proveFigures(): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const options of CONFIGURATIONS) {
    const { seconds, togetherMegabytes } = await prove(projectRoot(), ["fp_fma", ...options, "--fresh"]);
    const name = `prove fp_fma ${options.filter((word) => !word.startsWith("--")).join(" ")}`;
    const detail = { vectorsPerSecond: ROWS / seconds, megabytesOfAllProcesses: togetherMegabytes ?? "unknown" };
    entries.push(figure(name, seconds, "s", { is: "at most", limit: limits.seconds }, detail));
    if (togetherMegabytes !== undefined)
      entries.push(figure(`${name}, memory`, togetherMegabytes, "MB", { is: "at most", limit: limits.megabytes }));
  }
  return [...entries, ...(await catalogueFigures())];
}

/** In a clone without certificates and with an empty cache, then again. */
async function catalogueFigures(): Promise<Entry[]> {
  const folder = mkdtempSync(join(tmpdir(), "halfulp-prove-"));
  try {
    await measured("git", ["clone", "--quiet", "--no-hardlinks", projectRoot(), folder], projectRoot());
    await measured("make", ["build"], folder);
    rmSync(join(folder, "synth-reports", "proofs"), { recursive: true, force: true });
    const first = await prove(folder, ["--all"]);
    const again = await prove(folder, ["--all"]);
    return [
      figure("prove --all, first", first.seconds, "s", { is: "at most", limit: limits.catalogue }),
      figure("prove --all, from certificates", again.seconds, "s", { is: "at most", limit: limits.again }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
