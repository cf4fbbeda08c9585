/** Which kept results are measured again: a tenth, another one after every commit. */
import { contentHash } from "./cache.js";

/**
 * A tenth of the names, at least one, chosen by `seed` (the hash of a commit): repeatable, and over many seeds every
 * name's turn comes.
 */
export function rotating(names: readonly string[], seed: string): Set<string> {
  const ranked = names.map((name) => ({ name, rank: contentHash(seed, name) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return new Set(ranked.slice(0, Math.ceil(names.length / 10)).map(({ name }) => name));
}
