import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "*.test.ts",
      "{formats,golden,generators,tools,testbench,cosim,prove,coverage,synth,software,cli,docs,examples}/**/*.test.ts",
    ],
    // Engines compile and synthesise inside tests; a slow shared machine is not a failure.
    testTimeout: 0,
    hookTimeout: 0,
    maxWorkers: 2,
  },
});
