import { serialize } from 'node:v8'
import { cpuMs } from '../stepped.ts'
import type { Trial } from './grammar.ts'

/** What is read in one step. */
export const inOne = (work: () => unknown): Trial => {
  const beganMs = cpuMs()
  const kept = work()
  const longestMs = cpuMs() - beganMs
  return { verdict: kept === undefined ? 'refused' : 'read', longestMs, keptBytes: serialize(kept).length }
}
