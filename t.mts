import { emitInstance } from "./generators/emit.ts";
import { designOf, instantiate } from "./generators/instance.ts";
import { findUnit } from "./generators/units.ts";
import { normalise } from "./synth/run.ts";
import { targetScript } from "./synth/script.ts";
import { targets } from "./synth/targets.ts";
import { runYosys } from "./tools/yosys.ts";

const i = instantiate(findUnit("fp_fma"), { a: "e5m2" });
const d = designOf(i, emitInstance(i).files);
const t = async (n: string, f: () => Promise<any>) => {
  const s = process.cpuUsage();
  const r = await f();
  const e = process.cpuUsage(s);
  console.log(n, ((e.user + e.system) / 1e6).toFixed(2));
  return r;
};
let n: any;
for (let k = 0; k < 2; k++) n = await t("normalise", () => normalise({ design: d, backend: "wasm" }));
for (const name of ["gates", "ice40", "ecp5", "xilinx"] as const) {
  let r: any;
  for (let k = 0; k < 2; k++)
    r = await t(name, () =>
      runYosys({ files: { "normal.v": n.flat, ["flat.v"]: n.flat }, script: targetScript(targets[name]) }),
    );
  console.log(
    r.log
      .split("\n")
      .filter((l: string) => /Time spent|CPU:/.test(l))
      .join("\n"),
  );
}
