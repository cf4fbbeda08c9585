import nunjucks from "nunjucks";
import { projectRoot } from "../tools/cache.js";
import type { View } from "./unit.js";

// Tags `${ }`, since `{{ }}` is Verilog's replication; no autoescape, since it would rewrite `<` and `&&`.
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(projectRoot(), { noCache: false }), {
  autoescape: false,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
  tags: { variableStart: "${", variableEnd: "}" },
});

/** What nunjucks itself looks up on a context object. */
const internal = new Set<PropertyKey>(["toString", "length", "then", "safe"]);

/** Without this an unknown field is silently false inside `if` and prints NaN in arithmetic. */
function strict(value: unknown, path: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => strict(item, `${path}[${i}]`));
  const fields = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, strict(v, `${path}.${k}`)]));
  return new Proxy(fields, {
    get(target, field) {
      if (typeof field === "symbol" || internal.has(field) || field in target) return Reflect.get(target, field);
      throw new Error(`template reads ${path}.${String(field)}, which the view does not have`);
    },
  });
}

/**
 * Renders a template of the package. The template sees `v` (the view) and nothing else.
 * @param template path from the package root
 */
export function render(template: string, view: View): string {
  return environment.render(template, { v: strict(view, "v") as object });
}
