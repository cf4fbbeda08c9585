/** How far the numbers between the edges of a unit may go: further than any formats take them. */

/** Bits of a significand or another word. The widest stands over fixed point, from its last place to 2^6143. */
export const wordLimits = { min: 1, max: 8192 } as const;

/** A format's exponents lie within 6200 of 0, a product's within twice that, and a code shifts them by its bias. */
export const exponentLimits = { min: -24000, max: 24000 } as const;

/** Bits of the distance of two exponents. */
export const distanceLimits = { min: 1, max: 16 } as const;
