/** How emitted text is laid out, whatever a template made of it. */

const COLUMNS = 120;
/** Where a long line may be broken: behind a comma or a binary operator. */
const BREAK = /(?:,|\|\||&&|[+|&^]) /g;

/** The body of a module without the blank lines of absent sections, blanks at ends, or a line of code over 120 columns. */
export function layout(body: string): string {
  const spaced = body
    .replace(/ +$/gm, "")
    .replace(/^\n+|\n+$/g, "")
    .replace(/\n{3,}/g, "\n\n");
  return spaced.split("\n").flatMap(wrap).join("\n");
}

/** The pieces of a line; all but the first are indented by four more. */
function wrap(line: string): string[] {
  // A comment would go on as code.
  if (line.includes("//")) return [line];
  const indent = " ".repeat(line.length - line.trimStart().length + 4);
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > COLUMNS) {
    const ends = [...rest.slice(0, COLUMNS + 1).matchAll(BREAK)].map((match) => match.index + match[0].length);
    const end = ends.at(-1);
    if (end === undefined || end <= indent.length) break;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = indent + rest.slice(end);
  }
  return [...pieces, rest];
}
