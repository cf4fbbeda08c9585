/** Tools that are not there, crash, or run out of memory: one line, exit 3, and rows that never say "passed". */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { halfulp, program } from "./fixtures.js";

const root = mkdtempSync(join(tmpdir(), "halfulp-tools-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A PATH with these programs alone, each a shell script. */
function pathOf(programs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, "bin-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

const env = (programs: Readonly<Record<string, string>> = {}) => ({
  PATH: pathOf(programs),
  HALFULP_CACHE: join(root, "cache"),
});

describe("with nothing on the PATH", () => {
  test("what needs no tool works", async () => {
    const out = join(root, "out");
    expect(await program(["gen", "lzc", "-o", out], { env: env() })).toMatchObject({ code: 0, err: "" });
  });

  test("engines that are not there are skipped, the others decide", async () => {
    const words = ["cosim", "lzc", "--engine", "bitslice,iverilog", "--json"];
    const { code, out } = await program(words, { env: env() });
    const rows = JSON.parse(out) as { engine: string; skipped?: string; mismatches?: number }[];
    const of = (engine: string) => rows.find((row) => row.engine === engine);
    expect(of("bitslice")).toMatchObject({ mismatches: 0, checked: 256 });
    for (const engine of ["iverilog", "lint iverilog", "lint verilator"]) {
      expect(of(engine)!.skipped).toMatch(/^skipped, not installed \(apt-get install \w+\)$/);
      expect(of(engine)).not.toHaveProperty("mismatches");
    }
    expect(code).toBe(0);
  });

  test("a proof stands without the other front end, and says that it did not run", async () => {
    const { code, out } = await program(["prove", "lzc"], { env: env() });
    expect(out).toMatch(/\| exhaustive \| .* \| verilator not run: not installed \(apt-get install verilator\) \|/);
    expect(code).toBe(0);
  });

  test("no engine at all is no success", async () => {
    const { code, err } = await program(["cosim", "lzc", "--engine", "iverilog"], { env: env() });
    expect(err).toBe("no engine ran: iverilog skipped, not installed (apt-get install iverilog)\n");
    expect(code).toBe(3);
  });

  test("a tool that was asked for by name", async () => {
    const { code, out, err } = await program(["synth", "lzc", "--yosys", "native"], { env: env() });
    expect({ code, out, err }).toEqual({
      code: 3,
      out: "",
      err: "yosys is not installed (install with: apt-get install yosys)\n",
    });
  });

  test("halfulp doctor tells what is missing and how to install it", async () => {
    const { code, out, err } = await program(["doctor", "--json"], { env: env() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const rows = JSON.parse(out) as { tool: string; state: string }[];
    expect(rows).toContainEqual(expect.objectContaining({ tool: "node", state: process.version }));
    expect(rows).toContainEqual(
      expect.objectContaining({ tool: "yosys", state: "not installed (apt-get install yosys)" }),
    );
    expect(rows.find((row) => row.tool === "engine iverilog")!.state).toContain(
      "not installed (apt-get install iverilog)",
    );
    expect(rows.find((row) => row.tool === "@yowasp/yosys")!.state).toMatch(/^yosys 0\.\d+/);
  });
});

describe("a tool that dies", () => {
  const version = 'case "$1" in -V|--version) echo "Icarus Verilog version 11.0"; exit 0;; esac';
  const compiler = `${version}; for last; do :; done; : > bench.vvp`;

  test.each([
    ["crashes", { iverilog: `${version}; kill -SEGV $$` }, "iverilog failed (SIGSEGV)\n"],
    ["is killed for its memory", { iverilog: compiler, vvp: "kill -KILL $$" }, "vvp failed (SIGKILL)\n"],
    [
      "says nothing that can be read",
      { iverilog: compiler, vvp: "echo hello" },
      "vvp failed (no result line): hello\n",
    ],
  ])("%s: one line and exit 3", async (_, programs, line) => {
    const { code, err } = await program(["cosim", "lzc", "--engine", "iverilog"], { env: env(programs) });
    expect(err).toBe(line);
    expect(code).toBe(3);
  });

  test("yosys out of memory", async () => {
    const yosys = 'if [ "$1" = -V ]; then echo "Yosys 0.33 (git)"; exit 0; fi; kill -KILL $$';
    const words = ["synth", "lzc", "--yosys", "native", "--target", "gates"];
    const { code, err } = await program(words, { env: env({ yosys }) });
    expect(err).toBe("yosys failed (exit code SIGKILL)\n");
    expect(code).toBe(3);
  });

  test("halfulp doctor says so", async () => {
    const { code, out } = await program(["doctor"], { env: env({ iverilog: "kill -SEGV $$" }) });
    expect(out).toMatch(/\| engine iverilog +\| iverilog failed \(SIGSEGV\) +\|/);
    expect(code).toBe(3);
  });
});

test("a liberty file that is none, with a name that no shell should see", async () => {
  mkdirSync(join(root, "lib"));
  const file = join(root, "lib", "bad; rm -rf *.lib");
  writeFileSync(file, "this is no library\n");
  const { code, err } = await halfulp(["synth", "lzc", "--width", "3", "--target", "liberty", "--liberty", file]);
  const needed = "a liberty file of gates that make every function and D flip-flops, with areas";
  expect(err).toBe(`cannot map to ${file}: Syntax error in liberty file on line 1 (needed: ${needed})\n`);
  expect(code).toBe(2);
});
