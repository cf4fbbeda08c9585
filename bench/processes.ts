/** Child processes under measurement: how long, and how large the largest of the whole tree became. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { ToolFailed } from "../tools/errors.js";

export interface Run {
  readonly seconds: number;
  /** Peak resident size of the largest process, in MB; undefined where the system does not tell. */
  readonly peakMegabytes: number | undefined;
  readonly largest: string | undefined;
  /** Peak of the resident sizes of all processes together, at the polls, in MB. */
  readonly togetherMegabytes: number | undefined;
}

const POLL_MS = 50;

interface Peak {
  bytes: number;
  command: string;
  together: number;
}

/** Runs a program to its end. @throws ToolFailed when it cannot start or ends with another code than 0 */
export function measured(command: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    const keep = (chunk: Buffer): void => {
      log = (log + chunk.toString()).slice(-20_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    const peak: Peak = { bytes: 0, command: "", together: 0 };
    const poll = setInterval(() => readPeaks(child.pid ?? 0, peak), POLL_MS);
    child.on("error", (error) => {
      clearInterval(poll);
      reject(new ToolFailed(command, "cannot start", error.message, { cause: error }));
    });
    child.on("close", (code) => {
      clearInterval(poll);
      if (code !== 0) return reject(new ToolFailed(command, `exit ${code}`, log));
      const known = peak.bytes > 0;
      resolve({
        seconds: (performance.now() - start) / 1000,
        peakMegabytes: known ? peak.bytes / 1e6 : undefined,
        largest: known ? peak.command : undefined,
        togetherMegabytes: known ? peak.together / 1e6 : undefined,
      });
    });
  });
}

/** The kernel keeps each process's peak itself (VmHWM), so a poll misses only what lived between two polls. */
function readPeaks(root: number, peak: Peak): void {
  let together = 0;
  for (const pid of descendants(root)) {
    const status = tryRead(`/proc/${pid}/status`);
    const bytesOf = (field: string): number =>
      Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) * 1024;
    together += bytesOf("VmRSS");
    peak.together = Math.max(peak.together, together);
    const bytes = bytesOf("VmHWM");
    if (bytes <= peak.bytes) continue;
    peak.bytes = bytes;
    peak.command = tryRead(`/proc/${pid}/cmdline`).split("\0").slice(0, 4).join(" ").trim();
  }
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of tryList("/proc")) {
    // The second field is a name in parentheses, which may itself contain spaces.
    const stat = /^\d+$/.test(name) ? tryRead(`/proc/${name}/stat`) : "";
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

function tryRead(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // the process has ended, or there is no such file system here
  }
}

function tryList(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
