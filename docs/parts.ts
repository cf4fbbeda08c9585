/** The generated parts of the docs, each between its markers `<!-- name -->` and `<!-- /name -->`. */
import { formatTable, unitTable } from "../cli/list.js";
import { systemPartsTable, systemsTable } from "../cli/systems.js";
import { emit } from "../generators/emit.js";
import { findUnit } from "../generators/units.js";

const example = () => `\`\`\`verilog\n${emit(findUnit("fp_unpack"), { src: "e4m3" }).verilog.trimEnd()}\n\`\`\``;

const parts: Readonly<Record<string, () => string>> = {
  example,
  units: unitTable,
  formats: formatTable,
  systems: systemsTable,
  systemparts: systemPartsTable,
};

export const documents = ["README.md", "docs/numerics.md", "docs/systems.md"] as const;

/** The text of a document with every generated part as it is now; what stands between unknown markers stays. */
export function withParts(text: string): string {
  return text.replace(
    /(<!-- (\w+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
    (all, open: string, name: string, close: string) => {
      const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
      return part ? `${open}\n${part()}\n\n${close}` : all;
    },
  );
}
