/**
 * Results of slow tools, kept by the hash of everything that they depend on. An entry carries the hash of its own
 * payload, so that a damaged file is noticed and made again; a failure is never an entry.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HASH_BYTES = 32;

function sha256(parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) {
    // The length in front keeps ("ab", "c") and ("a", "bc") apart.
    hash.update(`${part.length}:`);
    hash.update(part);
  }
  return hash.digest();
}

/** The content hash of some texts or bytes, in hex; every cache key and report hash is one of these. */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  return sha256(parts).toString("hex");
}

/** The nearest directory at or above this file with a `package.json`: the same from source and from `dist`. */
export function projectRoot(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, "package.json")) && dirname(dir) !== dir) dir = dirname(dir);
  return dir;
}

/** `HALFULP_CACHE` where it is set, else `.cache` in the project root. */
export function cacheDir(): string {
  return process.env.HALFULP_CACHE || join(projectRoot(), ".cache");
}

async function readEntry(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined || bytes.length < HASH_BYTES) return undefined;
  const payload = bytes.subarray(HASH_BYTES);
  return sha256([payload]).equals(bytes.subarray(0, HASH_BYTES)) ? payload : undefined;
}

async function writeEntry(path: string, payload: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, Buffer.concat([sha256([payload]), payload]));
    await rename(temporary, path);
  } catch {
    // A cache that cannot be written costs time, never the result.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

const underWay = new Map<string, Promise<Uint8Array>>();

/**
 * The bytes that `make` gives for `key`, from the cache where they are there. `kind` is the folder of the entry and
 * `key` holds everything that the result depends on, tool versions included. Two callers of one key at a time share
 * one `make`. What `make` throws is passed on and not kept.
 */
export function cached(
  kind: string,
  key: readonly (string | Uint8Array)[],
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const path = join(cacheDir(), kind, contentHash(...key));
  const running = underWay.get(path);
  if (running !== undefined) return running;
  const result = (async () => {
    const kept = await readEntry(path);
    if (kept !== undefined) return kept;
    const made = await make();
    await writeEntry(path, made);
    return made;
  })().finally(() => underWay.delete(path));
  underWay.set(path, result);
  return result;
}
