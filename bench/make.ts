/** `make` again with nothing changed, and the largest process of it. */
import { projectRoot } from "../tools/cache.js";
import { type Entry, figure } from "./figure.js";
import { measured } from "./processes.js";

/** Runs `make` twice: the first brings everything up to date, the second is measured. */
export async function makeFigures(): Promise<Entry[]> {
  const root = projectRoot();
  const first = await measured("make", [], root);
  const again = await measured("make", [], root);
  const peaks = [first, again].flatMap(({ peakMegabytes, largest }) =>
    peakMegabytes === undefined ? [] : [{ megabytes: peakMegabytes, largest: largest ?? "" }],
  );
  const peak = peaks.sort((a, b) => b.megabytes - a.megabytes)[0];
  return [
    figure("make, nothing changed", again.seconds, "s", { is: "at most", limit: 30 }, { runBefore: first.seconds }),
    peak
      ? figure("make, largest process", peak.megabytes, "MB", { is: "at most", limit: 2000 }, { process: peak.largest })
      : { name: "make, largest process", skipped: "this system has no /proc" },
  ];
}
