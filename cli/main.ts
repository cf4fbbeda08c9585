#!/usr/bin/env node
/** The program: one command line, its exit code, and what a signal or a closed pipe does to it. */
import { run } from "./run.js";

// Files are written in one go under temporary names, and the workers and their folders are removed on exit.
process.on("SIGINT", () => {
  process.stderr.write("interrupted\n");
  process.exit(130);
});
// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`cannot write the output: ${error.message}\n`);
  process.exit(2);
});
process.exitCode = await run(process.argv.slice(2));
