import { serialize } from 'node:v8'
import { cpuMs } from '../stepped.ts'
import type { Trial } from './grammar.ts'

/** What is read in one step. */
export const inOne = <T>(work: () => T, verdictOf: (kept: T) => string = sayRead): Trial =>
  inSteps((step) => {
    const kept = step(work)
    return { kept, verdict: verdictOf(kept) }
  })

const sayRead = (kept: unknown): string => (kept === undefined ? 'refused' : 'read')

/** What is read in several, of which none waits for the other. */
export function inSteps(
  work: (step: <T>(one: () => T) => T) => { readonly kept: unknown; readonly verdict: string },
): Trial {
  let longestMs = 0
  const { kept, verdict } = work((one) => {
    const beganMs = cpuMs()
    const result = one()
    longestMs = Math.max(longestMs, cpuMs() - beganMs)
    return result
  })
  return { verdict, longestMs, keptBytes: serialize(kept).length }
}
