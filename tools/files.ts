/** Output files: written under a temporary name and renamed, so that a stopped run leaves no half file. */
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "./errors.js";

export interface OutputFile<Content extends string | Uint8Array = string> {
  /** Relative to the folder. */
  readonly name: string;
  readonly text: Content;
}

/** Makes the folder where it is missing. @throws UsageError when it cannot be written, or a file is in the way. */
function prepareFolder(folder: string): void {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new UsageError(`not a folder: ${folder} is a file`);
    makeFolder(folder);
  } catch (error) {
    throw asUsage(folder, error);
  }
}

/** One folder after the other: where the system refuses a folder as in `/proc`, Node's `recursive` tries for ever. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Writes all the files, or none: everything is on the disk under temporary names before the first rename. */
export function writeFiles(folder: string, files: readonly OutputFile<string | Uint8Array>[]): void {
  prepareFolder(folder);
  const pending: { temporary: string; final: string }[] = [];
  try {
    for (const { name, text } of files) {
      const final = join(folder, name);
      const temporary = `${final}.${randomUUID()}.tmp`;
      makeFolder(dirname(final));
      if (statSync(final, { throwIfNoEntry: false })?.isDirectory())
        throw new UsageError(`cannot write ${final}: a folder is in the way`);
      pending.push({ temporary, final });
      writeFileSync(temporary, text);
    }
    for (const { temporary, final } of pending) renameSync(temporary, final);
  } catch (error) {
    for (const { temporary } of pending) rmSync(temporary, { force: true });
    throw asUsage(folder, error);
  }
}

function asUsage(path: string, error: unknown): Error {
  if (error instanceof UsageError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const reasons: Record<string, string> = {
    EACCES: "permission denied",
    EROFS: "read-only file system",
    ENOTDIR: "a file is in the way",
    EEXIST: "a file is in the way",
    EISDIR: "a folder is in the way",
    ENOENT: "there is no such place",
    ENOSPC: "no space left",
  };
  return new UsageError(`cannot write to ${path}: ${reasons[code] ?? code}`);
}
