import type { Minifloat } from "../../formats/index.js";
import { binary, range } from "../shared/literals.js";

/** What unit and reference print alike. */
export const maxAbsView = (src: Minifloat) => ({
  magRange: range(src.width - 1),
  magTop: src.width - 2,
  magBits: src.width - 1,
  zero: binary(0, src.width - 1),
  flush: src.lowest === "flush",
  // The one NaN code at the top is larger than all numbers by itself; else a register tells of it.
  flagged: src.highNans > 1 || src.negZero === "nan",
  nan: binary(src.nanCode ?? 0n, src.width),
});
