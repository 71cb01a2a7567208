/**
 * fast-check as all properties are tried: anywhere else each time on other inputs, in CI on the same for the same commit,
 * so that it is the commit that passes or not. `PROPERTY_SEED` and `PROPERTY_RUNS` say which and how many.
 */
import fc from 'fast-check'
import { MINUTE } from './time.ts'

/** Of one property: longer ones, and failures that take longer to shrink, end as failures. */
const LONGEST_MS = 5 * MINUTE

const { CI, PROPERTY_SEED = CI && '1', PROPERTY_RUNS = 100 } = process.env

/** How often a property of whole worlds is tried. */
export const RUNS = { numRuns: Number(PROPERTY_RUNS) }

if (PROPERTY_SEED) fc.configureGlobal({ seed: Number(PROPERTY_SEED) })
fc.installGlobalPlugin(fc.interruptAfterTimeLimit(LONGEST_MS, { failOnInterrupt: true }))

export { fc }
