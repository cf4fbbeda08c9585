import { FormatError } from "./errors.js";

/** A quoted text, a number, a bare word, a mark; anything else by its character, so that it is refused where it stands. */
const lexeme = /"(?:[^"\\\n]|\\.)*"|-?\d[\w.+-]*|[A-Za-z_]\w*|\S/g;

/**
 * Facts as JSON, and as JSON with bare words that people type in a shell: one flat object, each name once.
 * @throws FormatError with the line of what is malformed or named for a second time
 */
export function parseFacts(text: string): Record<string, unknown> {
  const tokens = [...text.matchAll(lexeme)];
  const facts = new Map<string, unknown>();
  let at = 0;
  const refuse = (what: string, index: number): never => {
    const line = text.slice(0, tokens[Math.min(index, tokens.length - 1)]?.index).split("\n").length;
    throw new FormatError(`${what}, line ${line}: ${text.split("\n")[line - 1]!.trim()}`);
  };
  const take = <T>(meaning: (token: string) => T | undefined): T => {
    const token = tokens[at]?.[0];
    const value = token === undefined ? undefined : meaning(token);
    if (value === undefined) return refuse("malformed format description", at);
    at++;
    return value;
  };
  take(mark("{"));
  if (tokens[at]?.[0] === "}") at++;
  else
    do {
      const name = take(nameOf);
      if (facts.has(name)) refuse(`format fact given twice: ${name}`, at - 1);
      take(mark(":"));
      facts.set(name, take(meaningOf));
    } while (take(mark(",", "}")) === ",");
  if (at < tokens.length) refuse("malformed format description", at);
  return Object.fromEntries(facts);
}

const mark =
  (...marks: string[]) =>
  (token: string): string | undefined =>
    marks.find((m) => m === token);

function meaningOf(token: string): unknown {
  try {
    return JSON.parse(token);
  } catch {
    return /^[A-Za-z_]/.test(token) ? token : undefined;
  }
}

function nameOf(token: string): string | undefined {
  const value = meaningOf(token);
  return typeof value === "string" ? value : undefined;
}
