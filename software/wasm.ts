/**
 * The WebAssembly of a netlist: one function for a pass, which takes an address a port, and the packing of each port.
 * Memory, from 0: registers, their next values, values between functions; what is behind is the caller's.
 */
import { addCone, type ConeContext, type Place, SEGMENT_GATES, type Sink } from "../cosim/slice-cone.js";
import { addPack, addSpread, addUnpack, VECTOR } from "../cosim/slice-planes.js";
import { Code, ModuleBuilder } from "../cosim/wasm.js";
import type { Port } from "../generators/design.js";
import type { Software } from "./c.js";
import { schedule } from "./schedule.js";

export interface SoftwareModule {
  readonly code: Uint8Array<ArrayBuffer>;
  /** First byte of memory that the module leaves to its caller. */
  readonly free: number;
}

/**
 * Exports `memory`, `pass(count, a, b, ...)`: passes over consecutive planes at an address for each port, inputs first;
 * `pack_<port>(from, to, count)` and `spread_<port>` of inputs, `unpack_<port>` of outputs, as in `slice-planes`; for
 * clocked units `power_up()`.
 */
export function buildSoftwareModule({ netlist, inputs, outputs, clocked }: Software): SoftwareModule {
  const builder = new ModuleBuilder();
  const ports = [...inputs, ...outputs];
  const inputPlaces = bitPlaces(inputs, 0);
  const outputPlaces = bitPlaces(outputs, inputs.length);
  const registers = netlist.registers.length;
  const next = VECTOR * registers;
  let end = 2 * next;
  const at = (offset: number): Place => ({ base: "absolute", offset });
  const context: ConeContext = {
    netlist,
    params: ports.length,
    segmentGates: SEGMENT_GATES,
    source: (id) => {
      const node = netlist.nodes[id]!;
      if (node.kind === "input") return inputPlaces[node.index]!;
      if (node.kind === "register") return at(VECTOR * node.index);
      throw new Error(`node ${id} has no place`);
    },
    scratch: () => {
      end += VECTOR;
      return at(end - VECTOR);
    },
  };

  const calls: number[] = [];
  if (registers > 0) {
    const edge = netlist.registers.map((register, i): Sink => ({ node: register.next, to: at(next + VECTOR * i) }));
    calls.push(...addCone(builder, context, scheduled(context, edge)));
    const take = new Code(ports.length);
    for (let i = 0; i < next; i += VECTOR) {
      take
        .i32(0)
        .i32(0)
        .load(next + i);
      take.store(i);
    }
    calls.push(builder.add(take));
  }
  const results = netlist.outputs.map((node, i): Sink => ({ node, to: outputPlaces[i]! }));
  calls.push(...addCone(builder, context, scheduled(context, results)));
  addPasses(builder, calls, ports);

  for (const { name, width } of inputs) {
    addPack(builder, `pack_${name}`, width, VECTOR * width);
    addSpread(builder, `spread_${name}`, width, VECTOR * width);
  }
  for (const { name, width } of outputs) addUnpack(builder, `unpack_${name}`, width, VECTOR * width);
  if (clocked) {
    const powerUp = new Code(0);
    for (const [i, { initial }] of netlist.registers.entries())
      powerUp
        .i32(0)
        .v128(initial === 1 ? 0xffffffff : 0)
        .store(VECTOR * i);
    builder.add(powerUp, "power_up");
  }
  return { code: builder.build(end), free: end };
}

/** A place for each bit of the ports, relative to the parameter of its port. */
function bitPlaces(ports: readonly Port[], first: number): Place[] {
  return ports.flatMap(({ width }, i) =>
    Array.from({ length: width }, (_, bit) => ({ base: first + i, offset: VECTOR * bit })),
  );
}

/** The sinks in the order in which the schedule has them ready, so that both printers keep few values alive. */
function scheduled({ netlist }: ConeContext, sinks: readonly Sink[]): Sink[] {
  const { values, direct } = schedule(
    netlist,
    sinks.map((sink) => sink.node),
  );
  return [...values.flatMap((value) => value.sinks), ...direct].map((index) => sinks[index]!);
}

function addPasses(builder: ModuleBuilder, calls: readonly number[], ports: readonly Port[]): void {
  const COUNT = 0;
  const passes = new Code(1 + ports.length);
  passes.loop(() => {
    for (const index of calls) {
      for (const i of ports.keys()) passes.get(1 + i);
      passes.call(index);
    }
    for (const [i, { width }] of ports.entries()) passes.advance(1 + i, VECTOR * width);
    passes.advance(COUNT, -1).get(COUNT);
  });
  builder.add(passes, "pass");
}
