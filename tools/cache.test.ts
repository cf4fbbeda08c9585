import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cached, contentHash } from "./cache.js";

const before = process.env.HALFULP_CACHE;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "halfulp-cache-"));
  process.env.HALFULP_CACHE = directory;
});

afterEach(async () => {
  if (before === undefined) delete process.env.HALFULP_CACHE;
  else process.env.HALFULP_CACHE = before;
  await rm(directory, { recursive: true });
});

let made = 0;
const make = async (): Promise<Uint8Array> => Uint8Array.of(1, 2, ++made);

test("makes once and keeps", async () => {
  const first = await cached("kind", ["a", "b"], make);
  expect(Uint8Array.from(await cached("kind", ["a", "b"], make))).toEqual(first);
  expect(Uint8Array.from(await cached("kind", ["ab"], make))).not.toEqual(first);
});

test("callers at the same time share one make", async () => {
  const [one, other] = await Promise.all([cached("kind", ["a"], make), cached("kind", ["a"], make)]);
  expect(one).toEqual(other);
});

test("notices a damaged entry and makes it again", async () => {
  const first = await cached("kind", ["a"], make);
  const [name] = await readdir(join(directory, "kind"));
  const path = join(directory, "kind", name!);
  const bytes = await readFile(path);
  bytes[bytes.length - 1]! ^= 1;
  await writeFile(path, bytes);
  expect(await cached("kind", ["a"], make)).not.toEqual(first);
  await writeFile(path, "short");
  const third = await cached("kind", ["a"], make);
  expect(Uint8Array.from(await cached("kind", ["a"], make))).toEqual(third);
});

test("never keeps a failure and leaves no temporary file", async () => {
  const fail = (): Promise<Uint8Array> => Promise.reject(new Error("no"));
  await expect(cached("kind", ["a"], fail)).rejects.toThrow("no");
  await cached("kind", ["a"], make);
  expect(await readdir(join(directory, "kind"))).toEqual([contentHash("a")]);
});

test("a directory that cannot be written costs no result", async () => {
  process.env.HALFULP_CACHE = "/dev/null/cache";
  expect(await cached("kind", ["a"], make)).toHaveLength(3);
});
