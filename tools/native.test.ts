import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ToolFailed, ToolMissing } from "./errors.js";
import { runNative, withTempDir } from "./native.js";

const node = { command: process.execPath, install: "" };

test("gives the log and the accepted code", async () => {
  const result = await runNative(node, ["-e", "console.log('out'); process.exit(3)"], { accept: [3] });
  expect(result).toEqual({ code: 3, log: "out\n" });
});

test("arguments never meet a shell", async () => {
  const { log } = await runNative(node, ["-p", "process.argv[1]", "$(echo a); `b`"]);
  expect(log).toBe("$(echo a); `b`\n");
});

test("a tool that is not there is named with its install line", async () => {
  const error = await runNative({ command: "halfulp-none", install: "apt-get install none" }, []).catch((e) => e);
  expect(error).toBeInstanceOf(ToolMissing);
  expect(error).toMatchObject({
    exitCode: 3,
    message: "halfulp-none is not installed (install with: apt-get install none)",
  });
});

test("a tool that fails or is killed shows what it said", async () => {
  const failed = await runNative(node, ["-e", "console.log('error: bad port'); process.exit(1)"]).catch((e) => e);
  expect(failed).toBeInstanceOf(ToolFailed);
  expect(failed.message).toMatch(/failed \(exit 1\): error: bad port$/);
  const killed = await runNative(node, ["-e", "process.kill(process.pid, 'SIGKILL')"]).catch((e) => e);
  expect(killed).toMatchObject({ exitCode: 3, message: expect.stringMatching(/failed \(SIGKILL\)$/) });
});

test("a directory is removed after success and after failure", async () => {
  const seen: string[] = [];
  await withTempDir(async (directory) => seen.push(directory));
  await withTempDir(async (directory) => {
    seen.push(directory);
    throw new Error("no");
  }).catch(() => undefined);
  expect(seen.map((directory) => existsSync(directory))).toEqual([false, false]);
});

test("an interrupt ends the child, removes its directory and exits with 130", async () => {
  await withTempDir(async (directory) => {
    const program = join(directory, "program.ts");
    await writeFile(
      program,
      `import { runNative, withTempDir } from ${JSON.stringify(join(import.meta.dirname, "native.ts"))};
      withTempDir((dir) => runNative({ command: process.execPath, install: "" },
        ["-e", "console.error(process.pid); setInterval(() => {}, 1000)"], { cwd: dir }).finally(() => dir));
      withTempDir(async (dir) => { console.log(dir); await new Promise(() => {}); });
      setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, ["--import", "tsx", program], { cwd: join(import.meta.dirname, "..") });
    const [line] = (await new Promise<string>((resolve) => child.stdout.once("data", (d) => resolve(String(d))))).split(
      "\n",
    );
    expect(existsSync(line!)).toBe(true);
    const code = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    expect(await code).toBe(130);
    expect(existsSync(line!)).toBe(false);
  });
});
