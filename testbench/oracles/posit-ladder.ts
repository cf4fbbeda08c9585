/**
 * The values of all posits a second time, without regimes, fields or bit strings: by the rule that makes n + 1 bits out
 * of n. Between two neighbours comes their geometric mean while they are more than a factor of 2 apart, else their
 * arithmetic mean; at both ends a step of 2^(2^es) is added. Every value up to n = 10, es = 4 is a double.
 */

/** The positive values of posit(n, es) in order: entry i is the value of code i + 1. */
export function positLadder(n: number, es: number): number[] {
  let values = [1];
  for (let bits = 3; bits <= n; bits++) {
    const step = 2 ** (2 ** es);
    const next = [values[0]! / step];
    for (const [i, value] of values.entries()) {
      next.push(value);
      const above = values[i + 1];
      if (above === undefined) next.push(value * step);
      else next.push(above > 2 * value ? Math.sqrt(value) * Math.sqrt(above) : (value + above) / 2);
    }
    values = next;
  }
  return values;
}

/** The value of a code: NaN for NaR. */
export function positValue(n: number, ladder: readonly number[], code: number): number {
  const nar = 2 ** (n - 1);
  if (code === 0) return 0;
  if (code === nar) return Number.NaN;
  return code < nar ? ladder[code - 1]! : -ladder[2 * nar - code - 1]!;
}

/**
 * The code nearest to x, where the boundary between two neighbours is the posit of one more bit that lies between them.
 * A value on a boundary goes to the even code; nothing goes to 0 or NaR.
 * @param finer `positLadder(n + 1, es)`
 */
export function nearestPosit(n: number, finer: readonly number[], x: number): number {
  const nar = 2 ** (n - 1);
  if (Number.isNaN(x)) return nar;
  if (x === 0) return 0;
  const size = Math.abs(x);
  // Codes of n + 1 bits: even ones are the n-bit posits, odd ones the boundaries.
  const below = finer.filter((value) => value < size).length;
  const isOn = finer[below] === size;
  const code2 = below + (isOn ? 1 : 0);
  let code = Math.floor(code2 / 2);
  if (code2 % 2 === 1 && (!isOn || code % 2 === 1)) code++;
  code = Math.min(Math.max(code, 1), nar - 1);
  return x > 0 ? code : 2 * nar - code;
}
