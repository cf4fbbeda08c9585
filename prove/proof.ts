/** What is known of one instance under one parameter assignment, and from what it follows. */
import type { Parameters } from "../generators/unit.js";
import type { Counterexample, Subject } from "./exhaust.js";
import type { StepProof } from "./step.js";
import type { EqualProof } from "./twin.js";

/**
 * `exhaustive`: every input row that the contract allows, on the netlist. `by parts`: every part proven, and the unit
 * shown equal by induction to a short reference around the same parts. `by twin`: another configuration proven, and this one
 * shown equal to it by SAT. `sampled`: none of them was possible.
 */
export type Method = "exhaustive" | "by parts" | "by twin" | "sampled";

interface About {
  readonly module: string;
  readonly parameters: Parameters;
  /** Hash of the gate netlist. */
  readonly netlist: string;
}

export interface ExhaustiveProof extends About {
  readonly method: "exhaustive";
  readonly cases: number;
  /** Which model gave the expected words. */
  readonly model: "fast" | "exact";
  /** Cycles of the pipeline that was shown to delay and do nothing else. */
  readonly pipeline?: number;
  /**
   * Not every random word was tried: the result was shown to change at most once as the word grows, and each operand row
   * was compared at the ends and on both sides of the step.
   */
  readonly step?: StepProof;
}

export interface SampledProof extends About {
  readonly method: "sampled";
  readonly cases: number;
  /** As in an exhaustive proof: shown, not sampled. */
  readonly pipeline?: number;
}

export interface PartsProof extends About {
  readonly method: "by parts";
  /** Rows of all parts. */
  readonly cases: number;
  readonly control: {
    /** Hash of the reference and of all that it was compared with. */
    readonly reference: string;
    /** Signals shown equal by induction. */
    readonly pairs: number;
    /** Cycles in which the reference was compared with the model. */
    readonly cycles: number;
  };
  readonly parts: readonly Proof[];
}

export interface TwinProof extends About {
  readonly method: "by twin";
  /** Rows of the twin. */
  readonly cases: number;
  readonly equal: EqualProof;
  /** As in an exhaustive proof. */
  readonly pipeline?: number;
  /** The twin alone. */
  readonly parts: readonly Proof[];
}

export type Proof = ExhaustiveProof | SampledProof | PartsProof | TwinProof;

/** A proof, or what contradicts it. */
export type Outcome = Proof | Refuted;
export interface Refuted {
  readonly module: string;
  readonly parameters: Parameters;
  readonly subject: Subject;
  readonly refuted: Counterexample;
  /** Rows that were drawn to find it, where it is not the first of all rows. */
  readonly samples?: number;
}

export const isRefuted = (outcome: Outcome): outcome is Refuted => "refuted" in outcome;

/** The least that is known of any part: a proof is as good as its weakest. */
export function degree(proof: Proof): string {
  const samples = sampledIn(proof);
  if (samples.length === 0) return proof.method;
  const fewest = Math.min(...samples.map(({ cases }) => cases));
  return proof.method === "sampled"
    ? `sampled ${fewest}`
    : `${proof.method}, ${samples.length === 1 ? "one" : samples.length} sampled ${fewest}`;
}

function sampledIn(proof: Proof): SampledProof[] {
  if (proof.method === "sampled") return [proof];
  return "parts" in proof ? proof.parts.flatMap(sampledIn) : [];
}
