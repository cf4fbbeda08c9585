/**
 * A few child processes that stay warm and take jobs in the order in which they were submitted. Processes and not
 * threads, because WebAssembly memory never shrinks: only ending the process gives it back.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { fromWire } from "./error-wire.js";
import { ToolError } from "./errors.js";
import type { JobMessage, ReplyMessage } from "./pool-worker.js";

/** An exported function of a module, to be called in a worker. Argument and result must survive structured cloning. */
export interface Task<A, R> {
  readonly module: string;
  readonly name: string;
  /** Never called here: carries the types. */
  readonly run: (argument: A) => R | Promise<R>;
}

/** Names an exported function as a task: `taskOf(import.meta.url, synthesiseJob)`. */
export function taskOf<A, R>(moduleUrl: string, run: (argument: A) => R | Promise<R>): Task<A, R> {
  return { module: moduleUrl, name: run.name, run };
}

export interface PoolOptions {
  /** Number of processes, default 2. */
  readonly workers?: number;
  /** A worker is replaced after this many jobs, default 50. */
  readonly jobsPerWorker?: number;
  /** A worker above this resident size (bytes) after a job is replaced, default 650 MB. */
  readonly rssLimit?: number;
}

interface Job {
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly argument: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  deaths: number;
}

interface Worker {
  readonly child: ChildProcess;
  done: number;
  job: Job | undefined;
}

const MAX_DEATHS = 2;

/** What ends a worker so; nobody here kills one that has a job. V8 aborts at its own limit, the system at the machine's. */
const OUT_OF_MEMORY = ", memory may have run out";
const KILLED_BY: Readonly<Record<string, string | undefined>> = { SIGKILL: OUT_OF_MEMORY, SIGABRT: OUT_OF_MEMORY };

export class Pool {
  readonly #size: number;
  readonly #jobsPerWorker: number;
  readonly #rssLimit: number;
  readonly #queue: Job[] = [];
  readonly #workers = new Set<Worker>();
  readonly #ended: Promise<void>[] = [];
  #nextId = 0;
  #closed = false;

  constructor(options: PoolOptions = {}) {
    this.#size = options.workers ?? 2;
    this.#jobsPerWorker = options.jobsPerWorker ?? 50;
    this.#rssLimit = options.rssLimit ?? 650e6;
  }

  /**
   * Runs a task in a worker. A worker that dies under a job is replaced and the job done once more.
   * @throws what the task threw, with its kind; ToolError when the worker died twice or the pool was closed.
   */
  run<A, R>(task: Task<A, R>, argument: A): Promise<R> {
    if (this.#closed) return Promise.reject(new ToolError("the worker pool is closed"));
    return new Promise<R>((resolve, reject) => {
      const { module, name } = task;
      const job = { id: this.#nextId++, module, name, argument, reject, deaths: 0 };
      // The one place where a value that crossed processes gets the task's type back.
      this.#queue.push({ ...job, resolve: (value) => resolve(value as R) });
      this.#dispatch();
    });
  }

  /** Process ids of the workers alive now. */
  pids(): number[] {
    return [...this.#workers].map((worker) => worker.child.pid ?? 0);
  }

  /** Ends all workers; jobs that have not ended fail. Resolves when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    const failed = [...this.#queue.splice(0), ...[...this.#workers].flatMap((worker) => worker.job ?? [])];
    for (const worker of [...this.#workers]) this.#retire(worker);
    for (const job of failed) job.reject(new ToolError("the worker pool was closed before the job ended"));
    await Promise.all(this.#ended);
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const worker = [...this.#workers].find((candidate) => candidate.job === undefined) ?? this.#start();
      if (worker === undefined) return;
      const job = this.#queue.shift();
      if (job === undefined) return;
      worker.job = job;
      worker.child.ref();
      worker.child.channel?.ref();
      const { id, module, name, argument } = job;
      const message: JobMessage = { id, module, name, argument };
      // A failed send means that the worker is dying; its exit event hands the job on.
      worker.child.send(message, () => undefined);
    }
  }

  #start(): Worker | undefined {
    if (this.#workers.size >= this.#size) return undefined;
    const child = startWorker();
    const worker: Worker = { child, done: 0, job: undefined };
    this.#workers.add(worker);
    child.on("message", (reply: ReplyMessage) => this.#onReply(worker, reply));
    child.on("error", () => undefined);
    const gone = new Promise<void>((resolve) => {
      child.once("exit", (code, signal) => {
        alive.delete(child);
        this.#onExit(worker, signal ? `${signal}${KILLED_BY[signal] ?? ""}` : `exit code ${code}`);
        resolve();
      });
    });
    this.#ended.push(gone);
    return worker;
  }

  #onReply(worker: Worker, reply: ReplyMessage): void {
    const job = worker.job;
    if (job === undefined || job.id !== reply.id) return;
    worker.job = undefined;
    worker.done += 1;
    if (worker.done >= this.#jobsPerWorker || reply.rss > this.#rssLimit) {
      // Still referenced: `close` waits for its end, and a program with nothing else to wait for would end before.
      this.#retire(worker);
    } else {
      // An idle worker must not keep the program alive.
      worker.child.unref();
      worker.child.channel?.unref();
    }
    if ("error" in reply) job.reject(fromWire(reply.error));
    else job.resolve(reply.value);
    this.#dispatch();
  }

  #onExit(worker: Worker, how: string): void {
    const job = worker.job;
    this.#workers.delete(worker);
    worker.job = undefined;
    if (job !== undefined && !this.#closed) {
      job.deaths += 1;
      if (job.deaths < MAX_DEATHS) this.#queue.unshift(job);
      else job.reject(new ToolError(`worker died ${MAX_DEATHS} times in ${job.name} (${how})`));
    }
    if (!this.#closed) this.#dispatch();
  }

  #retire(worker: Worker): void {
    this.#workers.delete(worker);
    worker.job = undefined;
    worker.child.ref();
    worker.child.kill("SIGKILL");
  }
}

/** Every worker of every pool, so that none outlives this process. */
const alive = new Set<ChildProcess>();
let guarded = false;
/** Temporary files of all workers, which are ended without a chance to remove their own. */
let scratch = "";

function startWorker(): ChildProcess {
  guardOnce();
  const source = import.meta.url.endsWith(".ts");
  const entry = fileURLToPath(new URL(source ? "./pool-worker.ts" : "./pool-worker.js", import.meta.url));
  // From source the worker needs the loader; its path is made absolute because `--import` resolves from the cwd.
  const loader = source ? ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href] : [];
  const child = fork(entry, [], {
    execArgv: loader,
    serialization: "advanced",
    // Its errors come as messages; what a dying engine prints besides is for whoever looks for a defect.
    stdio: ["ignore", "ignore", process.env.HALFULP_DEBUG === undefined ? "ignore" : "inherit", "ipc"],
    env: { ...process.env, HALFULP_SCRATCH: scratch },
  });
  alive.add(child);
  return child;
}

function guardOnce(): void {
  if (guarded) return;
  guarded = true;
  const killAll = (): void => {
    for (const child of alive) child.kill("SIGKILL");
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  scratch = mkdtempSync(join(tmpdir(), "halfulp-"));
  process.on("exit", killAll);
  // Without these a signal ends the process with no exit event, and workers deep in a job would run on.
  process.once("SIGINT", () => process.exit(130));
  process.once("SIGTERM", () => process.exit(143));
}
