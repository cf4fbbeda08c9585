/** The output stage of a conversion: which rounder, and what its ports get. */
import { isStochastic } from "../../golden/index.js";
import { fixedPack } from "../fixed_pack/unit.js";
import { fpPack } from "../fp_pack/unit.js";
import { positEncode } from "../posit_encode/unit.js";
import { slice } from "../shared/literals.js";
import type { Use, View } from "../unit.js";
import type { CodedExp } from "./middle.js";
import type { ConvertConfig, ConvertPlan } from "./plan.js";

/** Names of the signals in the section `round`; a literal where the source cannot have it. */
interface Inputs {
  readonly zero: string;
  readonly inf: string;
  readonly nan: string;
  readonly sign: string;
  readonly exp: string;
  readonly sig: string;
}

interface Connection extends View {
  readonly port: string;
  readonly net: string;
}

/** One list of connections, so that the template is the same for the three kinds. */
export function targetView(c: ConvertConfig, plan: ConvertPlan, exp: CodedExp, x: Inputs, rnd: string, use: Use): View {
  const { dst, round, rndBits, overflow, flags } = c;
  const { bits } = plan.source;
  const ports: Connection[] = [{ port: "is_zero_i", net: x.zero }];
  const range = { sigBits: bits, minExp: plan.exp.min, maxExp: plan.exp.max, offset: exp.offset };
  let module: string;
  let unused = "";
  if (dst.kind === "posit") {
    const fracBits = Math.max(1, bits - 1);
    module = use(positEncode, { n: dst.width, es: dst.es, scaleBits: exp.width, fracBits, form: plan.form, flags });
    const nar = [x.nan, x.inf].filter((name) => name !== "1'b0").join(" | ");
    ports.push(
      { port: "is_nar_i", net: nar === "" ? "1'b0" : nar },
      { port: "sign_i", net: x.sign },
      { port: "scale_i", net: x.exp },
      { port: "frac_i", net: bits > 1 ? slice(x.sig, bits - 2, 0, bits) : "1'b0" },
    );
    // The top bit of a normalised significand is known.
    unused = slice(x.sig, bits - 1, bits - 1, bits);
  } else {
    module =
      dst.kind === "minifloat"
        ? use(fpPack, { ...range, dst, maxLead: plan.lead, round, overflow, rndBits, flags })
        : use(fixedPack, { ...range, dst, round, rndBits, flags });
    ports.push(
      { port: "is_inf_i", net: x.inf },
      { port: "is_nan_i", net: x.nan },
      { port: "sign_i", net: x.sign },
      { port: "exp_i", net: x.exp },
      { port: "sig_i", net: x.sig },
    );
  }
  ports.push({ port: "sticky_i", net: "1'b0" });
  // A posit's encoder knows nothing of infinity.
  const invalidNet = dst.kind === "posit" ? "unused_invalid" : "invalid";
  if (isStochastic(round)) ports.push({ port: "rnd_i", net: rnd });
  ports.push({ port: "code_o", net: "code" });
  if (flags) {
    ports.push({ port: "invalid_o", net: invalidNet });
    for (const name of ["overflow", "underflow", "inexact"]) ports.push({ port: `${name}_o`, net: name });
  }
  const last = ports[ports.length - 1];
  return {
    module,
    instance: dst.kind === "posit" ? "u_encode" : "u_pack",
    connections: ports.map((p) => ({ ...p, comma: p === last ? "" : "," })),
    unused,
    invalidNet,
    encodes: flags && dst.kind === "posit",
    invalid: dst.kind === "posit" ? x.inf : "",
    invalidWhy: plan.source.hasInf ? "infinity has no code" : "the source has no infinity",
  };
}
