/** A format as a file of facts. Files are read here, at the edge: the formats themselves know nothing of a file system. */
import { readFileSync, statSync } from "node:fs";
import { type Format, FormatError, parseFormat } from "../formats/index.js";
import { UsageError } from "../tools/errors.js";

/** Whether a user means a file by the value of a format option: no name or call of a format ends so. */
export function isFormatFile(text: string): boolean {
  return /\.json$/i.test(text);
}

/** The format that a JSON file describes by its facts. @throws UsageError with the file, and the line of a syntax error */
export function readFormatFile(path: string): Format {
  const text = readText(path);
  // As on the command line, but there a name is as good; a file that is no description is the wrong file.
  const start = text.search(/\S/);
  if (text[start] !== "{") {
    const line = text.slice(0, Math.max(0, start)).split("\n").length;
    throw new UsageError(`${path}, line ${line}: not a format description (an object of facts, {"expBits": 4, ...})`);
  }
  try {
    return parseFormat(text);
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${path}: ${error.message}`);
    throw error;
  }
}

/** A file that a user named. @throws UsageError when it cannot be read */
export function readText(path: string): string {
  try {
    // A device may have no end.
    if (statSync(path).isCharacterDevice()) throw new UsageError(`cannot read ${path}: it is a device`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const reasons: Record<string, string> = {
      ENOENT: "no such file",
      EACCES: "permission denied",
      EISDIR: "it is a folder",
      ENOTDIR: "no such file",
    };
    throw new UsageError(`cannot read ${path}: ${reasons[code] ?? code}`);
  }
}
