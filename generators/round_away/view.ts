import { isStochastic, type RoundMode } from "../../golden/index.js";
import { range } from "../shared/literals.js";
import { lostWidth } from "../shared/rounding.js";
import type { View } from "../unit.js";

interface RoundAwayConfig {
  readonly round: RoundMode;
  readonly rndBits: number;
  readonly carry: boolean;
}

interface Decision {
  readonly why: string;
  readonly away: string;
  /** Ports that the mode does not look at. */
  readonly unused: readonly string[];
}

/** Everything that the template of `round_away` prints. */
export function roundAwayView({ round, rndBits, carry }: RoundAwayConfig): View {
  const decision = isStochastic(round) ? stochastic(round, rndBits, carry) : fixed(round, carry);
  return {
    why: decision.why,
    away: decision.away,
    unused: decision.unused.join(", "),
    stochastic: isStochastic(round),
    // Rounded first, so the bits are needed with the carry in them.
    nearest: round === "src",
    lostRange: range(lostWidth(round, rndBits)),
    lost: carry ? `lost_i + {${rndBits}'d0, carry_i}` : "lost_i",
    tiesUp: "lost[0] & (sticky_i | lost[1])",
    carriesOver: carry && round === "src",
    sumRange: range(lostWidth(round, rndBits) + (round === "src" ? 0 : 1)),
    sumTop: lostWidth(round, rndBits) - (round === "src" ? 1 : 0),
    sumLow: low("sum", lostWidth(round, rndBits) - (round === "src" ? 1 : 0)),
  };
}

const low = (name: string, width: number): string => (width === 1 ? `${name}[0]` : `${name}[${width - 1}:0]`);

function fixed(round: RoundMode, carry: boolean): Decision {
  // With a carry: lost 1 and carry 1 is the next magnitude, exactly.
  const half = carry ? "(lost_i ^ carry_i)" : "lost_i";
  const exact = carry ? "(lost_i & carry_i) | " : "";
  const any = `(${half} | sticky_i)`;
  switch (round) {
    case "rtz":
      return {
        why: "Toward zero: never.",
        away: carry ? "lost_i & carry_i" : "1'b0",
        unused: ["odd_i", "sign_i", "sticky_i", ...(carry ? [] : ["lost_i"])],
      };
    case "rup":
      return { why: "Up: away for positive numbers.", away: `${exact}(~sign_i & ${any})`, unused: ["odd_i"] };
    case "rdn":
      return { why: "Down: away for negative numbers.", away: `${exact}(sign_i & ${any})`, unused: ["odd_i"] };
    case "rne":
      return {
        why: "Above the half, or at the half when odd.",
        away: `${exact}(${half} & (sticky_i | odd_i))`,
        unused: ["sign_i"],
      };
    case "rna":
      return {
        why: "At the half or above.",
        away: carry ? "lost_i | carry_i" : "lost_i",
        unused: ["odd_i", "sign_i", "sticky_i"],
      };
    default:
      return { why: "To odd: an even code with anything lost.", away: `${exact}(~odd_i & ${any})`, unused: ["sign_i"] };
  }
}

/** The carry of a sum that has one bit more than the random word. */
function stochastic(round: RoundMode, n: number, carry: boolean): Decision {
  const wide = (name: string) => `{1'b0, ${name}}`;
  const plus = (bits: number) => (carry ? ` + {${bits}'d0, carry_i}` : "");
  const unused = ["odd_i", "sign_i"];
  switch (round) {
    case "sra":
      return {
        why: "The carry of lost + R.",
        away: `${wide("lost_i")} + ${wide("rnd_i")}${plus(n)}`,
        unused: [...unused, "sticky_i"],
      };
    case "srb":
      return {
        why: "The carry of lost + 2 R + 1.",
        away: `${wide("lost_i")} + {1'b0, rnd_i, 1'b1}${plus(n + 1)}`,
        unused: [...unused, "sticky_i"],
      };
    default:
      return {
        why: "The carry of R + the tail rounded to nearest even.",
        away: `${wide(n === 1 ? "lost[1]" : `lost[${n}:1]`)} + ${wide("rnd_i")} + {${n}'d0, half_up}`,
        unused,
      };
  }
}
