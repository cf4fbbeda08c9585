/** Command lines under test: in this process, where most can be told from, or as the program that a user starts. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { projectRoot } from "../tools/cache.js";
import { run } from "./run.js";

export interface Ran {
  /** The signal's name where there is no exit code. */
  readonly code: number | string;
  readonly out: string;
  readonly err: string;
}

/** The words of an example as a shell reads it: a quoted value is one word. */
export const shellWords = (line: string): string[] =>
  line.match(/'[^']*'|\S+/g)!.map((word) => word.replace(/^'(.*)'$/, "$1"));

/** Runs a command line in this process, with `input` on standard input. One at a time. */
export async function halfulp(argv: readonly string[], input = ""): Promise<Ran> {
  const text = { out: "", err: "" };
  const { stdout, stderr } = process;
  const before = { out: stdout.write, err: stderr.write, in: Object.getOwnPropertyDescriptor(process, "stdin") };
  const into = (key: "out" | "err") => (chunk: string | Uint8Array) => {
    text[key] += chunk.toString();
    return true;
  };
  stdout.write = into("out");
  stderr.write = into("err");
  Object.defineProperty(process, "stdin", { value: Readable.from([input]), configurable: true });
  try {
    return { code: await run(argv), ...text };
  } finally {
    stdout.write = before.out;
    stderr.write = before.err;
    if (before.in) Object.defineProperty(process, "stdin", before.in);
  }
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the process once it runs, e.g. to stop it. */
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
}

/** Runs the program itself, from source, as the leader of a process group of its own. */
export function program(argv: readonly string[], options: ProgramOptions = {}): Promise<Ran> {
  const root = projectRoot();
  return new Promise((resolve, reject) => {
    const tsx = join(root, "node_modules/tsx/dist/loader.mjs");
    const child = spawn(process.execPath, ["--import", tsx, join(root, "cli/main.ts"), ...argv], {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const text = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => (text.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (text.err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal ?? "unknown", ...text }));
    options.meanwhile?.(child).catch(reject);
  });
}

/** What a Ctrl-C does: the signal reaches every process of the group. */
export function interrupt(child: ChildProcess): void {
  if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
}
