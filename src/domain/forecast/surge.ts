/** From so many more people than expected on it is a surge. */
const LEAST = 6
/** What was expected may be so much more by chance. */
const CHANCE = 1.3
/** As many come in a boot of eight minutes as in so many looks of three. */
const GAIN = 3
const MOST = 200

/** Room for those who follow when many come whom nobody expected. */
export function surgeOf(came: number, expected: number): number {
  const excess = came - CHANCE * expected
  return excess >= LEAST ? Math.min(MOST, GAIN * excess) : 0
}
