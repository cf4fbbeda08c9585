import { readFileSync } from "node:fs";
import { runYosys } from "./tools/yosys.ts";

const t = async (n: string, f: () => Promise<any>) => {
  const s = process.cpuUsage();
  const w = performance.now();
  const r = await f();
  const e = process.cpuUsage(s);
  console.log(n, ((e.user + e.system) / 1e6).toFixed(2), ((performance.now() - w) / 1e3).toFixed(2));
  return r;
};
const x = "read_verilog rtl.v; synth_xilinx -top fp_unpack_e4m3 -flatten -nodsp -nobram -nolutram -noiopad -noclkbuf";
const f = { "rtl.v": readFileSync("rtl-out/fp_unpack_e4m3.v", "utf8") };
for (let k = 0; k < 3; k++) await t("xilinx", () => runYosys({ files: f, script: x }));
for (let k = 0; k < 3; k++)
  await t("sim", () => runYosys({ files: {}, script: "read_verilog -lib -specify +/xilinx/cells_sim.v" }));
for (let k = 0; k < 3; k++)
  await t("xtra", () => runYosys({ files: {}, script: "read_verilog -lib +/xilinx/cells_xtra.v" }));
const r = await runYosys({ files: f, script: x });
console.log(
  r.log
    .split("\n")
    .filter((l: string) => /read_verilog|Parsing Verilog input|Executing Verilog|Time spent/.test(l))
    .join("\n"),
);
