/** Reductions of many words in pairs, and pairs of their results: the depth grows with the logarithm of their number. */

/** A word of the tree: an input, or what a pair gave. */
export interface Node {
  readonly name: string;
  /** Bits. */
  readonly bits: number;
}

/** A pair on its way to `name`; the last of an odd number has no partner. */
export interface Pair extends Node {
  readonly left: Node;
  readonly right: Node | undefined;
}

/**
 * The pairs of all levels, lowest first, and the word that is left. Words made are called `prefix_level_index`, and are
 * `growth` bits wider than what they are made of.
 */
export function pairwise(inputs: readonly Node[], prefix: string, growth: number): { pairs: Pair[]; root: Node } {
  const pairs: Pair[] = [];
  let words = inputs;
  for (let level = 1; words.length > 1; level++) {
    const made: Pair[] = [];
    for (let i = 0; i < words.length; i += 2) {
      const left = words[i]!;
      made.push({ name: `${prefix}_${level}_${i / 2}`, bits: left.bits + growth, left, right: words[i + 1] });
    }
    pairs.push(...made);
    words = made;
  }
  return { pairs, root: words[0]! };
}
