/** Brings the generated parts of the docs up to date. Run by `make rtl`, so that `make check` notices a stale one. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../tools/cache.js";
import { writeFiles } from "../tools/files.js";
import { documents, withParts } from "./parts.js";
import { writeUnitFiles } from "./units.js";

const texts = documents.map((name) => ({ name, before: readFileSync(join(projectRoot(), name), "utf8") }));
writeFiles(
  projectRoot(),
  texts
    .map(({ name, before }) => ({ name, text: withParts(before) }))
    .filter((file, i) => file.text !== texts[i]!.before),
);

writeUnitFiles();
