import type { Port } from "../design.js";
import type { Instance } from "../instance.js";
import { handedDown, innerParameters, streamResult } from "../shared/inner.js";
import { range } from "../shared/literals.js";
import type { Parameters, Use, UsePart, View } from "../unit.js";
import { sides } from "./sides.js";

interface Field {
  readonly name: string;
  readonly width: number;
  readonly low: number;
}

/** Operands side by side in a bundle, the first lowest. */
function bundleOf(ports: readonly Port[]): { fields: Field[]; bits: number } {
  let bits = 0;
  const fields = ports.map(({ name, width }) => {
    bits += width;
    return { name, width, low: bits - width };
  });
  return { fields, bits };
}

const select = ({ width, low }: Field): string => (width === 1 ? `[${low}]` : `[${low + width - 1}:${low}]`);

/** Those operands of one row or column, as they stand in the bundle. */
const entering = ({ fields }: { fields: Field[] }, index: string | number): string =>
  [...fields]
    .reverse()
    .map(({ name, width }) => `${name}[${index}*${width} +: ${width}]`)
    .join(", ");

/** What both texts print; valid and last stand above the operands of a row. */
function common(element: Instance) {
  const { west, north } = sides(element);
  const [a, b] = [bundleOf(west), bundleOf(north)];
  const result = streamResult(element);
  return { a, b, resultRange: range(result.width), resultWidth: result.width, aTop: a.bits + 1, last: a.bits };
}

export function systolicView(element: Instance, use: Use): View {
  const { a, b, ...rest } = common(element);
  const connect = (side: string, fields: Field[]) => fields.map((f) => ({ name: f.name, text: `${side}${select(f)}` }));
  return {
    ...rest,
    element: use(element.unit, element.config),
    parameters: handedDown(element),
    connections: [...connect("a", a.fields), ...connect("b", b.fields)],
    enteringRow: entering(a, "r"),
    enteringColumn: entering(b, "c"),
    aWidth: a.bits + 2,
    bWidth: b.bits,
  };
}

/** The array written out, element by element. Registers have the names that the unit's generate loops give them. */
export function systolicReference(element: Instance, parameters: Parameters, use: UsePart): View {
  const { Rows = 2, Cols = 2 } = parameters;
  const { a, b, ...rest } = common(element);
  const [aBits, bBits] = [a.bits + 2, b.bits];
  const inner = innerParameters(element, parameters);
  const assigned = Object.entries(inner).map(([name, value]) => `.${name}(${value})`);
  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  const edge = (side: string, index: number, bits: number, text: string) => ({
    name: `${side}_${index}`,
    range: range(bits),
    entering: text,
    direct: index === 0,
    skew: `\\g_${side}[${index}].g_late.skew_q `,
    skewRange: range(Math.max(1, index * bits)),
    shift: Math.max(0, index - 1) * bits,
  });
  const register = (r: number, c: number, name: string): string => `\\g_row[${r}].g_col[${c}].${name} `;
  const elements = upTo(Rows).flatMap((r) =>
    upTo(Cols).map((c) => ({
      at: `${r}_${c}`,
      a: c === 0 ? `late_west_${r}` : register(r, c - 1, "a_q"),
      b: r === 0 ? `late_north_${c}` : register(r - 1, c, "b_q"),
      pe: register(r, c, "u_pe"),
      aReg: register(r, c, "a_q"),
      bReg: register(r, c, "b_q"),
      drain: register(r, c, "drain_q"),
      drainValid: register(r, c, "drain_valid_q"),
      below: r + 1 < Rows ? register(r + 1, c, "drain_q") : "0",
      belowValid: r + 1 < Rows ? register(r + 1, c, "drain_valid_q") : "1'b0",
    })),
  );
  const top = (name: string): string =>
    upTo(Cols)
      .reverse()
      .map((c) => register(0, c, name))
      .join(", ");
  return {
    ...rest,
    element: use(element.unit, element.config, inner),
    parameters: assigned.length === 0 ? "" : `#(${assigned.join(", ")}) `,
    edges: [
      ...upTo(Rows).map((r) => edge("west", r, aBits, `valid_i, last_i, ${entering(a, r)}`)),
      ...upTo(Cols).map((c) => edge("north", c, bBits, entering(b, c))),
    ],
    elements,
    connections: [
      ...a.fields.map((f) => ({ name: f.name, side: "a", select: select(f) })),
      ...b.fields.map((f) => ({ name: f.name, side: "b", select: select(f) })),
    ],
    aRange: range(aBits),
    bRange: range(bBits),
    validOut: top("drain_valid_q"),
    resultOut: top("drain_q"),
  };
}
