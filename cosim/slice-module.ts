/**
 * The module of one netlist: a pass over 128 lanes, loops around it, and the packing of each port. Memory, from 0:
 * registers, their next values, values between functions, input planes, output planes, one column.
 */
import type { Port } from "../generators/design.js";
import type { Netlist } from "./netlist.js";
import { addCone, type ConeContext, IN, OUT, type Place, SEGMENT_GATES, type Sink } from "./slice-cone.js";
import { addCounter, addGather, addPack, addSpread, addUnpack, VECTOR } from "./slice-planes.js";
import { Code, ModuleBuilder } from "./wasm.js";

/** Passes of one block: planes and columns of a block stay in the second-level cache. */
export const BLOCK_PASSES = 256;

export interface SliceModule {
  readonly code: Uint8Array<ArrayBuffer>;
  /** Byte addresses. */
  readonly state: number;
  readonly inputPlanes: number;
  readonly outputPlanes: number;
  readonly column: number;
}

/**
 * Exports `passes(n, in, out)`: n passes over consecutive planes; `count(n, in, out, step)`: n passes of a counter that
 * stands in the input planes, `step` bytes between outputs; `pack<i>`/`unpack<i>` for 128 rows a pass and
 * `spread<i>`/`gather<i>` for one row a pass, by port index.
 */
export function buildSliceModule(
  netlist: Netlist,
  inputs: readonly Port[],
  outputs: readonly Port[],
  segmentGates = SEGMENT_GATES,
): SliceModule {
  const builder = new ModuleBuilder();
  const registers = netlist.registers.length;
  const state = 0;
  const next = state + VECTOR * registers;
  let end = next + VECTOR * registers;
  const at = (offset: number): Place => ({ base: "absolute", offset });
  const context: ConeContext = {
    netlist,
    params: 2,
    source: (id) => {
      const node = netlist.nodes[id]!;
      if (node.kind === "input") return { base: IN, offset: VECTOR * node.index };
      if (node.kind === "register") return at(state + VECTOR * node.index);
      throw new Error(`node ${id} has no place`);
    },
    segmentGates,
    scratch: () => {
      end += VECTOR;
      return at(end - VECTOR);
    },
  };

  const calls: number[] = [];
  if (registers > 0) {
    // The edge first, then the outputs as they stand after it.
    const edge = netlist.registers.map((register, i): Sink => ({ node: register.next, to: at(next + VECTOR * i) }));
    calls.push(...addCone(builder, context, edge));
    const take = new Code(2);
    for (let i = 0; i < registers; i++)
      take
        .i32(0)
        .i32(0)
        .load(next + VECTOR * i)
        .store(state + VECTOR * i);
    calls.push(builder.add(take));
  }
  const results = netlist.outputs.map((node, i): Sink => ({ node, to: { base: OUT, offset: VECTOR * i } }));
  calls.push(...addCone(builder, context, results));
  addLoops(builder, calls, netlist);

  const inStride = VECTOR * netlist.inputBits;
  const outStride = VECTOR * netlist.outputs.length;
  for (const [i, port] of inputs.entries()) {
    addPack(builder, `pack${i}`, port.width, inStride);
    addSpread(builder, `spread${i}`, port.width, inStride);
  }
  for (const [i, port] of outputs.entries()) {
    addUnpack(builder, `unpack${i}`, port.width, outStride);
    addGather(builder, `gather${i}`, port.width, outStride);
  }
  const inputPlanes = end;
  const outputPlanes = inputPlanes + BLOCK_PASSES * inStride;
  const column = outputPlanes + BLOCK_PASSES * outStride;
  const code = builder.build(column + BLOCK_PASSES * 128 * 8);
  return { code, state, inputPlanes, outputPlanes, column };
}

function addLoops(builder: ModuleBuilder, calls: readonly number[], netlist: Netlist): void {
  const COUNT = 0;
  const FROM = 1;
  const TO = 2;
  const STEP = 3;
  const pass = (code: Code): void => {
    for (const index of calls) code.get(FROM).get(TO).call(index);
  };

  const passes = new Code(3);
  passes.loop(() => {
    pass(passes);
    passes.advance(FROM, VECTOR * netlist.inputBits).advance(TO, VECTOR * netlist.outputs.length);
    passes.advance(COUNT, -1).get(COUNT);
  });
  builder.add(passes, "passes");

  const bumpIndex = addCounter(builder);
  const count = new Code(4);
  count.loop(() => {
    pass(count);
    if (netlist.inputBits > 7)
      count
        .get(FROM)
        .i32(netlist.inputBits - 7)
        .call(bumpIndex);
    count.get(TO).get(STEP).alu("add").set(TO).advance(COUNT, -1).get(COUNT);
  });
  builder.add(count, "count");
}
