/**
 * Swamping: long sums in 1-6-9 from the hardware's bits, in one chunk and in chunks of 32 and 64.
 *
 *   npx tsx examples/swamping/main.ts
 *
 * Prints the sums over the exact ones, and where each is predicted to stall. Ends with 1 when a bit differs from the
 * exact model, 3 when a tool is missing.
 */
import { CheckFailed, HalfulpError } from "../../tools/errors.js";
import { chooseEngine } from "../mnist/job.js";
import { screenTable } from "../mnist/report.js";
import { LENGTHS, sums } from "./sums.js";

try {
  const found = await sums((await chooseEngine()).engine);
  const rows = found.map(({ chunk, ratios, stall }) => [
    chunk === 0 ? "no chunks" : `chunks of ${chunk}`,
    ...ratios.map((ratio) => ratio.toFixed(4)),
    String(stall),
  ]);
  process.stdout.write(
    `${screenTable([["sum / exact", ...LENGTHS.map((n) => `N = ${n}`), "predicted stall"], ...rows])}\n`,
  );
  const wrong = found.reduce((sum, { mismatches }) => sum + mismatches, 0);
  if (wrong > 0) throw new CheckFailed(`${wrong} cycles in which hardware and model differ`);
} catch (error) {
  if (!(error instanceof HalfulpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}
