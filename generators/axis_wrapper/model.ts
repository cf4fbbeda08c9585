import { type Instance, instanceModel } from "../instance.js";
import { innerParameters, streamResult } from "../shared/inner.js";
import type { ClockedModel, Parameters, Words } from "../unit.js";
import { fieldsOf } from "./fields.js";

/** The unit behind a handshake: beats that are not taken do not reach it, results wait until they are taken. */
export function axisModel(inner: Instance, parameters: Parameters): ClockedModel {
  const { Depth = 8 } = parameters;
  const made = instanceModel(inner, innerParameters(inner, parameters));
  if (made.kind !== "clocked") throw new Error(`${inner.module} is not clocked`);
  const { model } = made;
  const { fields } = fieldsOf(inner);
  const result = streamResult(inner).name;
  /** Results that the unit owes or that wait, and those that wait. */
  let open = 0;
  let waiting: bigint[] = [];
  /** Of the unit, before this edge. */
  let done: Words = { valid_o: 0n };
  const idle: Words = Object.fromEntries(fields.map(({ name }) => [name, 0n]));
  const outputs = (): Words => ({
    s_tready_o: BigInt(open < Depth),
    m_tvalid_o: BigInt(waiting.length > 0),
    m_tdata_o: waiting[0] ?? 0n,
    m_tlast_o: 1n,
  });
  const reset = (): void => {
    model.reset();
    [open, waiting, done] = [0, [], { valid_o: 0n }];
  };
  return {
    reset,
    step(inputs) {
      const { rst_i, s_tvalid_i, s_tlast_i = 0n, s_tdata_i = 0n, m_tready_i } = inputs;
      if (rst_i === 1n) {
        model.step({ ...idle, rst_i: 1n, valid_i: 0n, last_i: 0n });
        [open, waiting, done] = [0, [], { valid_o: 0n }];
        return outputs();
      }
      const takes = s_tvalid_i === 1n && open < Depth;
      const gives = m_tready_i === 1n && waiting.length > 0;
      const data = fields.map(({ name, low, width }) => [name, BigInt.asUintN(width, s_tdata_i >> BigInt(low))]);
      if (takes && s_tlast_i === 1n) open++;
      if (gives) {
        open--;
        waiting = waiting.slice(1);
      }
      if (done.valid_o === 1n) waiting = [...waiting, done[result]!];
      done = model.step({ ...Object.fromEntries(data), rst_i: 0n, valid_i: BigInt(takes), last_i: s_tlast_i });
      return outputs();
    },
  };
}
