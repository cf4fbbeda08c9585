import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { CheckFailed, ToolError } from "./errors.js";
import { die, double, echo, failCheck, hang } from "./fixtures.js";
import { Pool, taskOf } from "./pool.js";

const module = new URL("./fixtures.ts", import.meta.url).href;
const pools: Pool[] = [];

function newPool(options: ConstructorParameters<typeof Pool>[0] = {}): Pool {
  const pool = new Pool(options);
  pools.push(pool);
  return pool;
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("typed arrays go there and come back", async () => {
  const got = await newPool({ workers: 1 }).run(taskOf(module, double), Uint32Array.of(1, 0x7fffffff));
  expect(got).toEqual(Uint32Array.of(2, 0xfffffffe));
});

test("one worker does the jobs in order, in one process", async () => {
  const pool = newPool({ workers: 1 });
  const got = await Promise.all([10, 11, 12].map((value) => pool.run(taskOf(module, echo), value)));
  expect(got.map((reply) => [reply.value, reply.calls])).toEqual([
    [10, 1],
    [11, 2],
    [12, 3],
  ]);
  expect(new Set(got.map((reply) => reply.pid)).size).toBe(1);
});

test("a worker is replaced after its share of jobs, and above its size", async () => {
  const pool = newPool({ workers: 1, jobsPerWorker: 2 });
  const got = [];
  for (const value of [0, 1, 2]) got.push(await pool.run(taskOf(module, echo), value));
  expect(got.map((reply) => reply.calls)).toEqual([1, 2, 1]);
  const small = newPool({ workers: 1, rssLimit: 1 });
  const again = [await small.run(taskOf(module, echo), 0), await small.run(taskOf(module, echo), 1)];
  expect(again.map((reply) => reply.calls)).toEqual([1, 1]);
});

test("a failure keeps its kind and text", async () => {
  const failure = newPool({ workers: 1 }).run(taskOf(module, failCheck), "latch in top");
  await expect(failure).rejects.toThrow(new CheckFailed("latch in top"));
  await expect(failure).rejects.toBeInstanceOf(CheckFailed);
});

test("a job whose worker dies is done once more, then fails; the pool lives on", async () => {
  const pool = newPool({ workers: 1 });
  const failure = pool.run(taskOf(module, die), undefined);
  await expect(failure).rejects.toThrow(new ToolError("worker died 2 times in die (SIGKILL, memory may have run out)"));
  expect((await pool.run(taskOf(module, echo), 5)).value).toBe(5);
});

test("a worker killed from outside loses nothing", async () => {
  const pool = newPool({ workers: 1 });
  const first = await pool.run(taskOf(module, echo), 1);
  const second = pool.run(taskOf(module, echo), 2);
  process.kill(first.pid, "SIGKILL");
  expect((await second).value).toBe(2);
});

test("closing leaves no process and fails what had not ended", async () => {
  const pool = newPool();
  const hanging = pool.run(taskOf(module, hang), undefined);
  const pids = pool.pids();
  expect(pids).toHaveLength(1);
  const failed = expect(hanging).rejects.toThrow("the worker pool was closed before the job ended");
  await pool.close();
  await failed;
  expect(pids.filter(isAlive)).toEqual([]);
  await expect(pool.run(taskOf(module, echo), 1)).rejects.toThrow("the worker pool is closed");
});

/** A program of its own, from source. */
function program(text: string): ReturnType<typeof spawn> {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const imports = `
    import { Pool, taskOf } from ${JSON.stringify(new URL("./pool.ts", import.meta.url).href)};
    import { echo, hang } from ${JSON.stringify(module)};`;
  return spawn(process.execPath, ["--import", loader, "--input-type=module", "-e", imports + text], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

test("a program whose last worker was replaced still gets to its end", async () => {
  const child = program(`
    const pool = new Pool({ workers: 1, rssLimit: 1 });
    await pool.run(taskOf(${JSON.stringify(module)}, echo), 1);
    await pool.close();
    console.log("closed");`);
  let out = "";
  child.stdout!.on("data", (data) => (out += String(data)));
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  expect(out).toBe("closed\n");
});

test("an interrupted program takes its workers with it and exits 130", async () => {
  const child = program(`
    const pool = new Pool({ workers: 2 });
    for (let i = 0; i < 2; i++) pool.run(taskOf(${JSON.stringify(module)}, hang), undefined);
    console.log(JSON.stringify(pool.pids()));`);
  const line = await new Promise<string>((resolve) => child.stdout!.once("data", (data) => resolve(String(data))));
  const pids: number[] = JSON.parse(line);
  expect(pids).toHaveLength(2);
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  expect(await code).toBe(130);
  await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
});
