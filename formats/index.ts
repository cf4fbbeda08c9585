/** Number formats as data: records, the catalogue and what follows from them. Imports nothing outside this folder. */

export * from "./catalogue.js";
export * from "./minifloat.js";
export * from "./parse.js";
export * from "./types.js";
