import { engines } from "./cosim/engines.ts";
import { linters } from "./cosim/lint.ts";
import { lintWith, simulateWith } from "./cosim/run.ts";
import { makeVectors } from "./cosim/vectors.ts";
import { emitInstance } from "./generators/emit.ts";
import { designOf, instantiate } from "./generators/instance.ts";
import { findUnit } from "./generators/units.ts";

const mk = (u: string, o: any) => instantiate(findUnit(u), o);
const t = async (n: string, f: () => Promise<any>) => {
  const s = process.cpuUsage();
  const w = performance.now();
  const r = await f();
  const e = process.cpuUsage(s);
  console.log(n.padEnd(40), ((e.user + e.system) / 1e6).toFixed(2), ((performance.now() - w) / 1e3).toFixed(2));
  return r;
};
for (const [u, o] of [
  ["fp_mul", { a: "e4m3" }],
  ["fp_fma", { a: "e5m2" }],
  ["fp_mac", { a: "e5m2", acc: "dlf16" }],
  ["posit_emac", { n: 8, es: 1 }],
] as const) {
  const i = mk(u, o);
  const e = emitInstance(i);
  const p = {
    ...Object.fromEntries((i.unit.verilogParameters?.(i.config) ?? []).map((q: any) => [q.name, q.default])),
  };
  for (const l of linters) await t(`${u} lint ${l.name}`, () => lintWith(l, e, p));
  const v = await t(`${u} vectors`, async () => makeVectors(i, p, undefined));
  for (const g of engines) await t(`${u} ${g.name}`, () => simulateWith(g, e, p, v));
}
