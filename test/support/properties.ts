/**
 * fast-check as all properties are tried: anywhere else each time on other inputs, in CI on the same for the same commit,
 * so that it is the commit that passes or not. `PROPERTY_SEED` and `PROPERTY_RUNS` say which and how many, of 100.
 */
import fc from 'fast-check'
import { MINUTE } from './time.ts'

/** Of one property: longer ones, and failures that take longer to shrink, end as failures. */
const LONGEST_MS = 5 * MINUTE

const USUAL = 100
const { CI, PROPERTY_SEED = CI && '1', PROPERTY_RUNS } = process.env

/** How often a property of whole worlds is tried. */
export const RUNS = { numRuns: Number(PROPERTY_RUNS ?? USUAL) }

/** Of a run that costs next to nothing there are thousands: in CI all of them, elsewhere a tenth, each time another one. */
const SHARE = PROPERTY_RUNS === undefined ? (CI ? 1 : 0.1) : Number(PROPERTY_RUNS) / USUAL

/** How often a property of a single line or text is tried that is tried `thousands` of times in CI. */
export const ofThousands = (thousands: number) => ({ numRuns: Math.ceil(thousands * 1000 * SHARE) })

if (PROPERTY_SEED) fc.configureGlobal({ seed: Number(PROPERTY_SEED) })
fc.installGlobalPlugin(fc.interruptAfterTimeLimit(LONGEST_MS, { failOnInterrupt: true }))

export { fc }
