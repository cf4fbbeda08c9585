/**
 * The program of a pool's child process: imports the module that a job names, calls the function with the argument, and
 * sends back the value. Modules stay loaded, so whatever they keep (a compiled Yosys) is warm for the next job.
 */
import { toWire, type WireError } from "./error-wire.js";

export interface JobMessage {
  readonly id: number;
  readonly module: string;
  readonly name: string;
  readonly argument: unknown;
}

export type ReplyMessage =
  | { readonly id: number; readonly rss: number; readonly value: unknown }
  | { readonly id: number; readonly rss: number; readonly error: WireError };

async function call(job: JobMessage): Promise<unknown> {
  const module: Record<string, unknown> = await import(job.module);
  const run = module[job.name];
  if (typeof run !== "function") throw new Error(`${job.module} exports no function ${job.name}`);
  return run(job.argument);
}

process.on("message", (job: JobMessage) => {
  const reply = (message: ReplyMessage): void => void process.send?.(message);
  call(job).then(
    (value) => reply({ id: job.id, rss: process.memoryUsage.rss(), value }),
    (error) => reply({ id: job.id, rss: process.memoryUsage.rss(), error: toWire(error) }),
  );
});

// The parent decides: a Ctrl-C reaches the whole process group, and the parent then ends its workers itself.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
