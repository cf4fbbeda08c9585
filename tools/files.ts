/** Output files: written under a temporary name and renamed, so that a stopped run leaves no half file. */
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError } from "./errors.js";

export interface OutputFile {
  /** Relative to the folder. */
  readonly name: string;
  readonly text: string;
}

/** Makes the folder where it is missing. @throws UsageError when it cannot be written, or a file is in the way. */
export function prepareFolder(folder: string): void {
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isFile())
      throw new UsageError(`not a folder: ${folder} is a file`);
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw asUsage(folder, error);
  }
}

/** Writes all the files, or none: everything is on the disk under temporary names before the first rename. */
export function writeFiles(folder: string, files: readonly OutputFile[]): void {
  prepareFolder(folder);
  const pending: { temporary: string; final: string }[] = [];
  try {
    for (const { name, text } of files) {
      const final = join(folder, name);
      const temporary = `${final}.${randomUUID()}.tmp`;
      mkdirSync(dirname(final), { recursive: true });
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
    ENOSPC: "no space left",
  };
  return new UsageError(`cannot write to ${path}: ${reasons[code] ?? code}`);
}
