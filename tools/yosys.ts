/**
 * One Yosys run: files and a script in, files and the log out. The WebAssembly build is compiled once per process and
 * stays warm, which makes every run after the first several times faster; `tools/pool.ts` keeps such processes.
 */
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ToolFailed, ToolMissing, UsageError } from "./errors.js";
import { withTempDir } from "./native.js";

export const yosysBackends = ["wasm", "native"] as const;
/** `wasm`: the pinned package. `native`: whatever `yosys` is on the PATH; its numbers are never comparable unlabelled. */
export type YosysBackend = (typeof yosysBackends)[number];

export interface YosysJob {
  /** Plain file names (no folders) and their text; the script sees them in its working directory. */
  readonly files: Readonly<Record<string, string>>;
  /** Yosys commands, one or more a line. */
  readonly script: string;
}

export interface YosysResult {
  /** What the script wrote, without the files given. */
  readonly files: Record<string, string>;
  readonly log: string;
}

export interface YosysOptions {
  readonly backend?: YosysBackend;
}

const SCRIPT = "halfulp_run.ys";
const INSTALL = { wasm: "npm install @yowasp/yosys@0.55.944", native: "apt-get install yosys" } as const;

/**
 * Runs a script in the calling process.
 * @throws ToolFailed (exit 3) with the last ERROR line when Yosys refuses or crashes, ToolMissing when it is not there.
 */
export async function runYosys(job: YosysJob, options: YosysOptions = {}): Promise<YosysResult> {
  for (const name of Object.keys(job.files)) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) || name === SCRIPT) {
      throw new UsageError(`not a plain file name: ${JSON.stringify(name)} (allowed: letters, digits, . _ -)`);
    }
  }
  return (options.backend ?? "wasm") === "native" ? runNative(job) : runWasm(job);
}

/** What stands beside every number and in every cache key, e.g. `yosys 0.55 (@yowasp/yosys 0.55.944)`. */
export async function yosysVersion(backend: YosysBackend = "wasm"): Promise<string> {
  if (backend === "wasm") {
    const { version } = await loadWasm();
    return `yosys ${version.split(".").slice(0, 2).join(".")} (@yowasp/yosys ${version})`;
  }
  const { code, log } = await spawnYosys(["-V"], ".");
  const version = /^Yosys (\S+)/m.exec(log)?.[1];
  if (code !== 0 || version === undefined) throw new ToolFailed("yosys", `yosys -V, exit code ${code}`, log);
  return `yosys ${version} (native)`;
}

type WasmYosys = typeof import("@yowasp/yosys");

async function loadWasm(): Promise<WasmYosys> {
  try {
    // Imported on first use: the module alone is 30 MB, and most commands never need it.
    return await import("@yowasp/yosys");
  } catch (cause) {
    throw new ToolMissing("@yowasp/yosys", INSTALL.wasm, { cause });
  }
}

async function runWasm(job: YosysJob): Promise<YosysResult> {
  const yosys = await loadWasm();
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  const sink = (bytes: Uint8Array | null): void => {
    if (bytes !== null) pieces.push(decoder.decode(bytes, { stream: true }));
  };
  const input = { ...job.files, [SCRIPT]: job.script };
  try {
    const tree = (await yosys.runYosys(["-s", SCRIPT], input, { stdout: sink, stderr: sink })) ?? {};
    const files: Record<string, string> = {};
    for (const [name, data] of Object.entries(tree)) {
      // Folders are Yosys's own scratch (abc's exchange directory).
      if (typeof data === "string") files[name] = data;
      else if (data instanceof Uint8Array) files[name] = new TextDecoder().decode(data);
    }
    return { files: withoutInputs(files, job), log: pieces.join("") };
  } catch (error) {
    const log = pieces.join("");
    if (error instanceof yosys.Exit) {
      const told = `${log}\n${errorLines(Object.values(error.files))}`;
      throw new ToolFailed("yosys", `exit code ${error.code}`, told, { cause: error });
    }
    // A trap: out of memory, stack overflow or a defect of the build. The instance is gone, the process is sound.
    const how = error instanceof Error ? error.message : String(error);
    throw new ToolFailed("yosys", `crashed: ${how.split("\n")[0]}`, log, { cause: error });
  }
}

function runNative(job: YosysJob): Promise<YosysResult> {
  return withTempDir(async (folder) => {
    const input = Object.entries({ ...job.files, [SCRIPT]: job.script });
    await Promise.all(input.map(([name, text]) => writeFile(join(folder, name), text)));
    const { code, log } = await spawnYosys(["-s", SCRIPT], folder);
    const files: Record<string, string> = {};
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isFile()) files[entry.name] = await readFile(join(folder, entry.name), "utf8");
    }
    if (code !== 0) throw new ToolFailed("yosys", `exit code ${code}`, `${log}\n${errorLines(Object.values(files))}`);
    return { files: withoutInputs(files, job), log };
  });
}

function spawnYosys(args: readonly string[], cwd: string): Promise<{ code: number | string; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("yosys", args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const pieces: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
    child.on("error", (cause) => reject(new ToolMissing("yosys", INSTALL.native, { cause })));
    child.on("close", (code, signal) => {
      resolve({ code: code ?? signal ?? "unknown", log: Buffer.concat(pieces).toString("utf8") });
    });
  });
}

/** An error under `tee -q` is told to the file alone. */
function errorLines(files: readonly unknown[]): string {
  const texts = files.filter((data) => typeof data === "string");
  return texts.flatMap((text) => text.match(/^ERROR: .*$/gm) ?? []).join("\n");
}

function withoutInputs(files: Record<string, string>, job: YosysJob): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== SCRIPT && !(name in job.files)));
}
