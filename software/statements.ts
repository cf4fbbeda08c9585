/** A schedule as C: one constant a value, three operands at most in each. */
import type { GateOp, Netlist } from "../cosim/netlist.js";
import { type Expression, schedule } from "./schedule.js";

export interface Statements {
  readonly lines: readonly string[];
  readonly expressions: number;
  /** Most values alive at a time. */
  readonly live: number;
}

export interface Printing {
  readonly netlist: Netlist;
  /** Nodes to compute, and where each is stored, as C. */
  readonly sinks: readonly { readonly node: number; readonly to: string }[];
  /** An input or register as C. */
  readonly source: (node: number) => string;
  /** Prefix of the names of values. */
  readonly prefix: string;
}

/** The statements that compute the sinks, in the order of `schedule`. */
export function statements({ netlist, sinks, source, prefix }: Printing): Statements {
  const order = schedule(
    netlist,
    sinks.map((sink) => sink.node),
  );
  const names = new Map<number, string>();
  const leaf = (node: number): string => {
    const found = netlist.nodes[node]!;
    if (found.kind === "constant") return found.value === 0 ? "zeros" : "ones";
    return names.get(node) ?? source(node);
  };
  const lines: string[] = [];
  for (const { node, expression, sinks: taken, named } of order.values) {
    const text = print(expression, leaf);
    if (named || taken.length > 1) {
      const name = `${prefix}${names.size}`;
      names.set(node, name);
      lines.push(`const plane ${name} = ${text};`, ...taken.map((sink) => `${sinks[sink]!.to} = ${name};`));
    } else lines.push(...taken.map((sink) => `${sinks[sink]!.to} = ${text};`));
  }
  lines.push(...order.direct.map((sink) => `${sinks[sink]!.to} = ${leaf(sinks[sink]!.node)};`));
  return { lines, expressions: order.values.length, live: order.live };
}

const gates: Readonly<Record<Exclude<GateOp, "NOT">, (a: string, b: string, s: string) => string>> = {
  AND: (a, b) => `${a} & ${b}`,
  OR: (a, b) => `${a} | ${b}`,
  XOR: (a, b) => `${a} ^ ${b}`,
  NAND: (a, b) => `~(${a} & ${b})`,
  NOR: (a, b) => `~(${a} | ${b})`,
  XNOR: (a, b) => `~(${a} ^ ${b})`,
  ANDNOT: (a, b) => `${a} & ~${b}`,
  ORNOT: (a, b) => `${a} | ~${b}`,
  MUX: (a, b, s) => `(${s} & ${b}) | (~${s} & ${a})`,
};

/** Operands that are expressions stand in parentheses, so that nobody need know how C binds `&`, `|` and `^`. */
function print(expression: Expression, leaf: (node: number) => string): string {
  if (expression.kind === "leaf") return leaf(expression.node);
  const [a = "", b = "", s = ""] = expression.operands.map((operand) => {
    const text = print(operand, leaf);
    return /^~?[\w[\]]+$/.test(text) || /^~\([^()]*\)$/.test(text) ? text : `(${text})`;
  });
  return expression.op === "NOT" ? `~${a}` : gates[expression.op](a, b, s);
}
