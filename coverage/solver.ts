/**
 * A small SAT solver: conflict-driven clause learning with watched literals, activities, saved phases and restarts. It
 * stops after a number of conflicts, not after a time, so that the same question has the same answer on every machine.
 */

/** Variable v positive is 2v, negated 2v + 1. */
export type Literal = number;

export const literal = (variable: number, value: 0 | 1): Literal => 2 * variable + (1 - value);

const UNKNOWN = -1;
const NO_REASON = -1;
/** Conflicts until a restart, times the Luby sequence. */
const RESTART = 64;
const DECAY = 1 / 0.95;
const RESCALE = 1e100;

export class Solver {
  readonly #clauses: Int32Array[] = [];
  readonly #watches: number[][] = [];
  /** By literal: 1 true, 0 false, UNKNOWN. */
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: Int32Array;
  readonly #activity: Float64Array;
  readonly #phase: Uint8Array;
  readonly #seen: Uint8Array;
  readonly #trail: Literal[] = [];
  readonly #limits: number[] = [];
  readonly #heap: Heap;
  #head = 0;
  #step = 1;
  #isContradictory = false;

  constructor(variables: number) {
    this.#values = new Int8Array(2 * variables).fill(UNKNOWN);
    this.#levels = new Int32Array(variables);
    this.#reasons = new Int32Array(variables).fill(NO_REASON);
    this.#activity = new Float64Array(variables);
    this.#phase = new Uint8Array(variables);
    this.#seen = new Uint8Array(variables);
    this.#watches = Array.from({ length: 2 * variables }, () => []);
    this.#heap = new Heap(this.#activity);
  }

  /** At least one of the literals holds. Only before `solve`; no literal twice. */
  add(literals: readonly Literal[]): void {
    for (const lit of literals) this.#heap.insert(lit >> 1);
    // All decisions come later: what is known here is known for good.
    if (literals.some((lit) => this.#values[lit] === 1)) return;
    const open = literals.filter((lit) => this.#values[lit] === UNKNOWN);
    if (open.length === 0) this.#isContradictory = true;
    else if (open.length === 1) this.#assign(open[0]!, NO_REASON);
    else this.#attach(Int32Array.from(open));
  }

  /** Whether all clauses can hold; undefined when that is open after so many conflicts. */
  solve(conflicts: number): boolean | undefined {
    if (this.#isContradictory || this.#propagate() !== undefined) return false;
    let left = conflicts;
    for (let round = 1; ; round++) {
      let untilRestart = RESTART * luby(round);
      for (;;) {
        const conflict = this.#propagate();
        if (conflict !== undefined) {
          if (this.#limits.length === 0) return false;
          this.#learn(conflict);
          if (--left <= 0) return undefined;
          untilRestart--;
        } else if (untilRestart <= 0) {
          this.#backTo(0);
          break;
        } else if (!this.#decide()) return true;
      }
    }
  }

  /** The value of a variable after `solve` gave true; 0 where no clause cares. */
  value(variable: number): 0 | 1 {
    return this.#values[2 * variable] === 1 ? 1 : 0;
  }

  #decide(): boolean {
    for (let variable = this.#heap.pop(); variable !== undefined; variable = this.#heap.pop()) {
      if (this.#values[2 * variable] !== UNKNOWN) continue;
      this.#limits.push(this.#trail.length);
      this.#assign(2 * variable + (1 - this.#phase[variable]!), NO_REASON);
      return true;
    }
    return false;
  }

  #assign(lit: Literal, reason: number): void {
    const variable = lit >> 1;
    this.#values[lit] = 1;
    this.#values[lit ^ 1] = 0;
    this.#levels[variable] = this.#limits.length;
    this.#reasons[variable] = reason;
    this.#trail.push(lit);
  }

  #attach(clause: Int32Array): number {
    const index = this.#clauses.push(clause) - 1;
    this.#watches[clause[0]!]!.push(index);
    this.#watches[clause[1]!]!.push(index);
    return index;
  }

  /** Follows all implications; the clause that is violated, if one is. */
  #propagate(): Int32Array | undefined {
    const values = this.#values;
    while (this.#head < this.#trail.length) {
      const isFalse = this.#trail[this.#head++]! ^ 1;
      const watching = this.#watches[isFalse]!;
      let kept = 0;
      for (let i = 0; i < watching.length; i++) {
        const index = watching[i]!;
        const clause = this.#clauses[index]!;
        // The watched literals are the first two; the false one becomes the second.
        if (clause[0] === isFalse) {
          clause[0] = clause[1]!;
          clause[1] = isFalse;
        }
        const other = clause[0]!;
        if (values[other] !== 1) {
          let k = 2;
          while (k < clause.length && values[clause[k]!] === 0) k++;
          if (k < clause.length) {
            clause[1] = clause[k]!;
            clause[k] = isFalse;
            this.#watches[clause[1]!]!.push(index);
            continue;
          }
          if (values[other] === 0) {
            for (; i < watching.length; i++) watching[kept++] = watching[i]!;
            watching.length = kept;
            return clause;
          }
          this.#assign(other, index);
        }
        watching[kept++] = index;
      }
      watching.length = kept;
    }
    return undefined;
  }

  /** The clause of the first unique implication point, and back to where it implies something. */
  #learn(conflict: Int32Array): void {
    const level = this.#limits.length;
    const learnt: Literal[] = [0];
    const touched: number[] = [];
    let open = 0;
    let at = this.#trail.length - 1;
    let clause: Int32Array | undefined = conflict;
    let implied = -1;
    do {
      for (const lit of clause ?? []) {
        const variable = lit >> 1;
        if (lit === implied || this.#seen[variable] === 1 || this.#levels[variable] === 0) continue;
        this.#seen[variable] = 1;
        touched.push(variable);
        this.#bump(variable);
        if (this.#levels[variable] === level) open++;
        else learnt.push(lit);
      }
      while (this.#seen[this.#trail[at]! >> 1] === 0) at--;
      implied = this.#trail[at--]!;
      const reason = this.#reasons[implied >> 1]!;
      clause = reason === NO_REASON ? undefined : this.#clauses[reason]!;
      open--;
    } while (open > 0);
    learnt[0] = implied ^ 1;
    for (const variable of touched) this.#seen[variable] = 0;
    this.#step *= DECAY;

    // The second literal is one of the level that is gone back to.
    let highest = 1;
    for (let i = 2; i < learnt.length; i++)
      if (this.#levels[learnt[i]! >> 1]! > this.#levels[learnt[highest]! >> 1]!) highest = i;
    if (learnt.length === 1) {
      this.#backTo(0);
      this.#assign(learnt[0]!, NO_REASON);
      return;
    }
    [learnt[1], learnt[highest]] = [learnt[highest]!, learnt[1]!];
    this.#backTo(this.#levels[learnt[1]! >> 1]!);
    this.#assign(learnt[0]!, this.#attach(Int32Array.from(learnt)));
  }

  #backTo(level: number): void {
    if (this.#limits.length <= level) return;
    const length = this.#limits[level]!;
    for (let i = this.#trail.length - 1; i >= length; i--) {
      const lit = this.#trail[i]!;
      this.#values[lit] = UNKNOWN;
      this.#values[lit ^ 1] = UNKNOWN;
      this.#phase[lit >> 1] = 1 - (lit & 1);
      this.#heap.insert(lit >> 1);
    }
    this.#trail.length = length;
    this.#limits.length = level;
    this.#head = length;
  }

  #bump(variable: number): void {
    this.#activity[variable]! += this.#step;
    if (this.#activity[variable]! > RESCALE) {
      for (let v = 0; v < this.#activity.length; v++) this.#activity[v]! /= RESCALE;
      this.#step /= RESCALE;
    }
    this.#heap.raise(variable);
  }
}

/** 1 1 2 1 1 2 4 ..., from index 1. */
function luby(index: number): number {
  let size = 1;
  while (size < index) size = 2 * size + 1;
  return size === index ? (size + 1) / 2 : luby(index - (size - 1) / 2);
}

/** Variables, the most active one on top. */
class Heap {
  readonly #activity: Float64Array;
  readonly #heap: number[] = [];
  readonly #places: Int32Array;

  constructor(activity: Float64Array) {
    this.#activity = activity;
    this.#places = new Int32Array(activity.length).fill(-1);
  }

  insert(variable: number): void {
    if (this.#places[variable]! >= 0) return;
    this.#put(this.#heap.length, variable);
    this.raise(variable);
  }

  raise(variable: number): void {
    let at = this.#places[variable]!;
    if (at < 0) return;
    for (; at > 0; at = (at - 1) >> 1) {
      const above = this.#heap[(at - 1) >> 1]!;
      if (this.#activity[above]! >= this.#activity[variable]!) break;
      this.#put(at, above);
    }
    this.#put(at, variable);
  }

  pop(): number | undefined {
    const top = this.#heap[0];
    const moved = this.#heap.pop();
    if (top === undefined || moved === undefined) return undefined;
    this.#places[top] = -1;
    if (top !== moved) this.#sink(moved);
    return top;
  }

  #sink(variable: number): void {
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= this.#heap.length) break;
      const right = this.#heap[below + 1];
      if (right !== undefined && this.#activity[right]! > this.#activity[this.#heap[below]!]!) below++;
      if (this.#activity[this.#heap[below]!]! <= this.#activity[variable]!) break;
      this.#put(at, this.#heap[below]!);
      at = below;
    }
    this.#put(at, variable);
  }

  #put(at: number, variable: number): void {
    this.#heap[at] = variable;
    this.#places[variable] = at;
  }
}
