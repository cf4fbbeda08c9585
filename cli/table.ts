/** Rows of equal fields as an aligned Markdown table; numbers to the right. */
export function markdownTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const first = rows[0];
  if (!first) return "";
  const heads = Object.keys(first);
  const widths = heads.map((h) => Math.max(h.length, ...rows.map((r) => (r[h] ?? "").length)));
  const numeric = heads.map((h) => rows.every((r) => /^-?[\d.,]*$/.test(r[h] ?? "")) && rows.some((r) => r[h] !== ""));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c, i) => (numeric[i] ? c.padStart(widths[i]!) : c.padEnd(widths[i]!))).join(" | ")} |`;
  const rule = `| ${widths.map((w, i) => (numeric[i] ? `${"-".repeat(Math.max(2, w - 1))}:` : "-".repeat(Math.max(3, w)))).join(" | ")} |`;
  return [line(heads), rule, ...rows.map((r) => line(heads.map((h) => r[h] ?? "")))].join("\n");
}
