/** Number formats as data: records, the catalogue and what follows from them. Imports nothing outside this folder. */

export * from "./bits.js";
export * from "./catalogue.js";
export * from "./errors.js";
export * from "./fixed.js";
export * from "./minifloat.js";
export * from "./parse.js";
export * from "./posit.js";
export * from "./types.js";
