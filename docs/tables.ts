/**
 * Writes the generated parts of the docs between their markers: `<!-- name -->` and `<!-- /name -->`. Run by `make rtl`,
 * so that `make check` notices a table that is out of date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatRows, unitRows } from "../cli/list.js";
import { markdownTable } from "../cli/table.js";
import { emit } from "../generators/emit.js";
import { findUnit } from "../generators/units.js";
import { projectRoot } from "../tools/cache.js";

const example = () => `\`\`\`verilog\n${emit(findUnit("fp_unpack"), { src: "e4m3" }).verilog.trimEnd()}\n\`\`\``;

const parts: Readonly<Record<string, () => string>> = {
  example,
  units: () => markdownTable(unitRows()),
  formats: () => markdownTable(formatRows()),
};

const documents = ["README.md", "docs/numerics.md"];

for (const document of documents) {
  const path = join(projectRoot(), document);
  const before = readFileSync(path, "utf8");
  const after = before.replace(
    /(<!-- (\w+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
    (all, open: string, name: string, close: string) => {
      const make = parts[name];
      return make ? `${open}\n${make()}\n\n${close}` : all;
    },
  );
  if (after !== before) writeFileSync(path, after);
}
