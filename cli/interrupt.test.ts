import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { interrupt, program } from "./fixtures.js";

const root = mkdtempSync(join(tmpdir(), "halfulp-stop-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A place of its own for what a run leaves behind. */
let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(root, "run-"));
  mkdirSync(join(scratch, "tmp"));
});
const env = () => ({ TMPDIR: join(scratch, "tmp"), HALFULP_CACHE: join(scratch, "cache") });
/** Temporary folders of the program; the loader of the sources keeps a folder of its own there. */
const leftovers = () =>
  readdirSync(join(scratch, "tmp"), { recursive: true }).filter((name) => /halfulp/.test(`${name}`));

/** Stops the program as soon as `when` holds. */
const stopWhen = (when: () => boolean) => async (child: ChildProcess) => {
  while (!when() && child.exitCode === null) await sleep(10);
  interrupt(child);
};

test("Ctrl-C while tools run: 130, nothing left, and the second run succeeds", async () => {
  const words = ["cosim", "lzc", "--engine", "bitslice"];
  const stopped = await program(words, { env: env(), meanwhile: stopWhen(() => leftovers().length > 0) });
  expect(stopped).toEqual({ code: 130, out: "", err: "interrupted\n" });
  expect(leftovers()).toEqual([]);
  const again = await program(words, { env: env() });
  expect(again).toMatchObject({ code: 0, err: "" });
  expect(again.out).toContain("| bitslice");
  expect(leftovers()).toEqual([]);
});

test.each([300, 1000, 2000])("Ctrl-C %i ms into the making of files: all of them or none", async (delay) => {
  const out = join(scratch, "out");
  const words = ["gen", "fp_fma", "--a", "e5m2", "-o", out, "--vectors"];
  const stopped = await program([...words, "500000"], {
    env: env(),
    meanwhile: async (child) => {
      await sleep(delay);
      interrupt(child);
    },
  });
  // While it is being loaded the signal itself ends it, which a shell shows as 130 as well.
  expect([130, "SIGINT", 0]).toContain(stopped.code);
  if (stopped.code !== 0) expect(existsSync(out)).toBe(false);
  expect(await program([...words, "100"], { env: env() })).toMatchObject({ code: 0 });
  expect(readdirSync(out).filter((name) => !/\.(v|f|hex)$/.test(name))).toEqual([]);
});
