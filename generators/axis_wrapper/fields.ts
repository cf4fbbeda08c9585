import type { Instance } from "../instance.js";
import { streamInputs, streamResult } from "../shared/inner.js";

export interface DataField {
  readonly name: string;
  readonly low: number;
  readonly width: number;
}

const bytes = (bits: number): number => 8 * Math.ceil(bits / 8);

/** TDATA of a beat: the unit's data inputs in their order, each from a new byte on. */
export function fieldsOf(inner: Instance): { fields: DataField[]; width: number; resultWidth: number } {
  let width = 0;
  const fields = streamInputs(inner).map((port) => {
    const low = width;
    width += bytes(port.width);
    return { name: port.name, low, width: port.width };
  });
  return { fields, width, resultWidth: bytes(streamResult(inner).width) };
}
