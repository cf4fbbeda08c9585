/**
 * Programs of the machine: started with an argument list and never through a shell, in a directory of their own that
 * is removed afterwards, and killed when this process is stopped.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { ToolFailed, ToolMissing } from "./errors.js";

/** A program on the PATH and the line that installs it. */
export interface NativeTool {
  readonly command: string;
  readonly install: string;
}

const debian = (command: string, pack = command): NativeTool => ({ command, install: `apt-get install ${pack}` });

export const VERILATOR = debian("verilator");
export const IVERILOG = debian("iverilog");
export const VVP = debian("vvp", "iverilog");
export const GXX = debian("g++");
export const CC = debian("cc", "gcc");

export interface NativeResult {
  readonly code: number;
  /** Standard output and standard error, in the order in which they came. */
  readonly log: string;
}

export interface NativeOptions {
  readonly cwd?: string;
  /** Exit codes that are an answer rather than a failure; 0 alone when absent. */
  readonly accept?: readonly number[];
}

const children = new Set<ChildProcess>();
const directories = new Set<string>();
let guarded = false;

function cleanUp(): void {
  for (const child of children) child.kill("SIGKILL");
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
}

/** Nothing outlives this process: set up once, when there is something to clean up. */
function guard(): void {
  if (guarded) return;
  guarded = true;
  process.on("exit", cleanUp);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      cleanUp();
      // A program with a handler of its own decides how it ends.
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * Runs a program to its end. Throws `ToolMissing` when it is not on the PATH, `ToolFailed` when it is killed by a
 * signal or ends with a code that is not accepted.
 */
export function runNative(
  tool: NativeTool,
  args: readonly string[],
  options: NativeOptions = {},
): Promise<NativeResult> {
  guard();
  return new Promise((resolve, reject) => {
    const child = spawn(tool.command, args, { cwd: options.cwd, stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    children.add(child);
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error: NodeJS.ErrnoException) => {
      children.delete(child);
      if (error.code === "ENOENT") reject(new ToolMissing(tool.command, tool.install, { cause: error }));
      else reject(new ToolFailed(tool.command, error.code ?? "cannot start", error.message, { cause: error }));
    });
    child.on("close", (code, signal) => {
      children.delete(child);
      const log = Buffer.concat(chunks).toString("utf8");
      if (code === null) reject(new ToolFailed(tool.command, signal ?? "killed", log));
      else if ((options.accept ?? [0]).includes(code)) resolve({ code, log });
      else reject(new ToolFailed(tool.command, `exit ${code}`, log));
    });
  });
}

/** Runs `use` with a fresh directory and removes it, whatever happens. */
export async function withTempDir<T>(use: (directory: string) => Promise<T>): Promise<T> {
  guard();
  // A worker's lies where its parent removes it: a worker may be ended at any time.
  const directory = await mkdtemp(join(process.env.HALFULP_SCRATCH ?? tmpdir(), "halfulp-"));
  directories.add(directory);
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
    directories.delete(directory);
  }
}
