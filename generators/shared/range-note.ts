import type { Minifloat } from "../../formats/index.js";
import { compare, decode, type Finite, finite, multiply } from "../../golden/index.js";

/** The name of an option, and the format that it chooses to keep sums in. */
type Accumulator = readonly [option: string, format: Minifloat];

/**
 * A remark, which is no error, where an accumulator is too narrow for one product: its largest finite number is below
 * the largest product, or its smallest one above it, so that every product vanishes. Where there is another accumulator
 * behind it, that one need only hold what the first one does. The overflow policy applies.
 */
export function rangeNote(a: Minifloat, b: Minifloat, ...accumulators: readonly Accumulator[]): string | undefined {
  const product = multiply(largest(a), largest(b)) as Finite;
  let most = product;
  const narrow: string[] = [];
  for (const [option, format] of accumulators) {
    const top = largest(format);
    const holds = compare(top, most) >= 0;
    if (holds && compare(smallest(format), product) <= 0) continue;
    narrow.push(`${option} ${format.name} from ${rangeText(smallest(format), top)}`);
    if (!holds) most = top;
  }
  if (narrow.length === 0) return undefined;
  const range = rangeText(multiply(smallest(a), smallest(b)) as Finite, product);
  return `magnitudes of products of ${a.name} and ${b.name} range from ${range}, those of ${narrow.join(", of ")}`;
}

const largest = (f: Minifloat): Finite => decode(f, f.maxFiniteCode) as Finite;
const smallest = (f: Minifloat): Finite => decode(f, f.minPositiveCode) as Finite;

const rangeText = (low: Finite, high: Finite): string => `${magnitudeText(low)} to ${magnitudeText(high)}`;

/** Exactly: an integer of up to 15 digits, else an odd number times a power of two. */
function magnitudeText({ sig, exp }: Finite): string {
  if (sig % 2n === 0n) return magnitudeText(finite(false, sig / 2n, exp + 1));
  const integer = exp >= 0 && exp < 50 ? sig << BigInt(exp) : undefined;
  if (integer !== undefined && integer < 10n ** 15n) return String(integer);
  return sig === 1n ? `2^${exp}` : `${sig} * 2^${exp}`;
}
