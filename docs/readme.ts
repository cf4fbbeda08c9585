/** The README's examples, taken out of it so that they can be run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../tools/cache.js";

export function readDocument(name: string): string {
  return readFileSync(join(projectRoot(), name), "utf8");
}

/** The code blocks of a language in a Markdown text. */
export function codeBlocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);
}

export interface CommandLine {
  /** What follows `npx halfulp`. */
  readonly argv: readonly string[];
  /** What is piped into it. */
  readonly input: string;
}

/** The halfulp command lines in shell text: words, single quotes, `echo` or `printf '...\\n'` in front, a comment behind. */
export function commandLines(shell: string): CommandLine[] {
  return shell.split("\n").flatMap((line) => {
    const match = /^(?:(echo|printf) ('[^']*'|\w+) \| )?npx halfulp (.*)$/.exec(line.replace(/\s+# .*$/, ""));
    if (!match) return [];
    const [, program, quoted = "", rest = ""] = match;
    const text = quoted.replaceAll("'", "");
    const input = program === "printf" ? text.replaceAll("\\n", "\n") : program === "echo" ? `${text}\n` : "";
    const words = rest.match(/'[^']*'|\S+/g) ?? [];
    return [{ argv: words.map((word) => word.replaceAll("'", "")), input }];
  });
}
