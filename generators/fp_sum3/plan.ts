/**
 * Bits of a window in which a sum of three normalised terms is near enough to be rounded once to nearest in `target` bits
 * of precision. `bits`: those of a term; `target` is at least as many.
 *
 * Let E be the largest exponent, that of x, and V the window. A term loses bits only when its exponent is below
 * E - V + bits. With V = bits + target + 2:
 *
 * - One term z loses bits. Were x + y = 0, z would be alone (form `exact`). Else |x + y| is at least 2^(E - bits), when x
 *   and y are of nearly the same exponent a multiple of y's last place, and |z| < 2^(E - V + bits) is less than half of
 *   it. So the sum leads at E - bits - 1 or above; `target` bits from there and one more end at E - bits - 1 - target,
 *   which is the window's last place, and the sticky bit stands below.
 * - Two terms y and z lose bits. Their sum is far below x's last place. A sum to nearest changes only at halves of the last
 *   place, and x, of no more bits than the target, is none; between it and the next half there is room for both.
 */
export const sumWindow3 = (bits: number, target: number): number => bits + target + 2;
