import { OptionError } from "../../tools/errors.js";
import type { Instance } from "../instance.js";
import { clockPort, resetPort } from "../shared/clocked.js";
import { handedDown, innerParam, innerParameters, streamResult } from "../shared/inner.js";
import { range } from "../shared/literals.js";
import { streamingUnits } from "../shared/streaming.js";
import { defineUnit, type View } from "../unit.js";
import { fieldsOf } from "./fields.js";
import { axisModel } from "./model.js";
import { page } from "./page.js";

function checkInner(inner: Instance): void {
  const { width, resultWidth } = fieldsOf(inner);
  if (width > 64 || resultWidth > 64)
    throw new OptionError(
      (option) => `${option("unit")} must take and give at most 64 bits, got ${width} and ${resultWidth}`,
    );
}

const bits = ({ low, width }: { low: number; width: number }): string =>
  width === 1 ? `[${low}]` : `[${low + width - 1}:${low}]`;

function common(inner: Instance): View {
  const { fields, width, resultWidth } = fieldsOf(inner);
  const result = streamResult(inner);
  const used = new Set(fields.flatMap(({ low, width: w }) => Array.from({ length: w }, (_, i) => low + i)));
  const unused = Array.from({ length: width }, (_, i) => i).filter((i) => !used.has(i));
  return {
    connections: fields.map((field) => ({ name: field.name, text: `s_tdata_i${bits(field)}` })),
    pads: unused.length > 0,
    padding: [...unused]
      .reverse()
      .map((i) => `s_tdata_i[${i}]`)
      .join(", "),
    resultRange: range(result.width),
    resultWidth: result.width,
    widened: resultWidth > result.width,
    above: `${resultWidth - result.width}'d0`,
  };
}

/** Puts a streaming unit behind AXI4-Stream handshakes. */
export const axisWrapper = defineUnit({
  kind: "clocked",
  name: "axis_wrapper",
  summary: "AXI4-Stream around a streaming unit: valid and ready on both sides, TLAST ends a dot product.",
  params: {
    unit: innerParam({
      doc: "the unit behind the handshakes",
      accept: streamingUnits,
      check: checkInner,
    }),
  },
  variants: [{ unit: "fixed_emac --a int(4)" }, { unit: "fixed_emac --a fixed(1,2) --round rne" }],
  verilogParameters: ({ unit }) => [
    {
      name: "Depth",
      default: 8,
      min: 1,
      max: 64,
      others: [1, 3],
      doc: "results that may wait or be on their way; from the unit's latency + 2 on nothing stalls by itself",
    },
    ...unit.verilogParameters,
  ],
  ports({ unit }) {
    const { width, resultWidth } = fieldsOf(unit);
    const one = { width: 1 } as const;
    return [
      clockPort,
      resetPort,
      { ...one, name: "s_tvalid_i", dir: "in", role: "valid", doc: "there is a beat: a pair of operands" },
      { ...one, name: "s_tready_o", dir: "out", role: "data", doc: "it is taken" },
      { name: "s_tdata_i", dir: "in", width, role: "data", doc: "operands, each from a new byte on" },
      { ...one, name: "s_tlast_i", dir: "in", role: "last", doc: "the last pair of a dot product" },
      { ...one, name: "m_tvalid_o", dir: "out", role: "data", doc: "there is a result" },
      { ...one, name: "m_tready_i", dir: "in", role: "select", doc: "it is taken" },
      { name: "m_tdata_o", dir: "out", width: resultWidth, role: "data", doc: "the result; 0 while there is none" },
      { ...one, name: "m_tlast_o", dir: "out", role: "data", doc: "each result is a packet: always 1" },
    ];
  },
  behaviour({ unit }) {
    const { fields } = fieldsOf(unit);
    return [
      ["unit", unit.module],
      ["s_tdata_i", fields.map((field) => `${field.name} in ${bits(field)}`).join(", ")],
      ["back-pressure", "no beat is taken while Depth results wait or are on their way, so that none can be lost"],
      ["latency", "the unit's, and one cycle for the result to wait in"],
    ];
  },
  model: ({ unit }, parameters) => axisModel(unit, parameters),
  view: ({ unit }, use) => ({ ...common(unit), inner: use(unit.unit, unit.config), parameters: handedDown(unit) }),
  reference({ unit }, parameters, use) {
    const { Depth = 8 } = parameters;
    const inner = innerParameters(unit, parameters);
    const assigned = Object.entries(inner).map(([name, value]) => `.${name}(${value})`);
    const countBits = Math.ceil(Math.log2(Depth + 1));
    const width = streamResult(unit).width;
    return {
      ...common(unit),
      inner: use(unit.unit, unit.config, inner),
      parameters: assigned.length === 0 ? "" : `#(${assigned.join(", ")}) `,
      countRange: range(countBits),
      depth: Depth,
      storeRange: range(Depth * width),
      places: Array.from({ length: Depth }, (_, i) => ({
        count: i + 1,
        text: width === 1 && Depth === 1 ? "store_q" : `store_q[${(i + 1) * width - 1}:${i * width}]`,
      })).reverse(),
      shifts: Depth > 1,
      rest: `store_q[${(Depth - 1) * width - 1}:0]`,
    };
  },
  page,
  fault: {
    name: "a result that leaves still counts as open",
    find: "open_q - {{COUNT_W-1{1'b0}}, gives}",
    replace: "open_q",
  },
});
