/** Exact arithmetic on the values of codes: the truth that every unit is checked against. */

export * from "./decode.js";
export * from "./encode.js";
export * from "./fixed-round.js";
export * from "./fp4r4.js";
export * from "./round.js";
export * from "./value.js";
