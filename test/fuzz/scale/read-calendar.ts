import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { asyncScheduler, lastValueFrom } from 'rxjs'
import { readingsToJsonSteps } from '../../../src/domain/calendar/calendar-store.ts'
import { mergeReadings } from '../../../src/domain/calendar/merge-calendars.ts'
import { timelineOf } from '../../../src/domain/demand/timeline.ts'
import { type Stretch, stretchAround } from '../../../streams/calendar/horizon.ts'
import { packReading, unpackReading } from '../../../streams/calendar/packed-reading.ts'
import { calendarThread } from '../../../streams/calendar/thread.ts'
import { config } from '../../support/config.ts'
import { cpuMs, stepped } from '../stepped.ts'
import type { Trial } from './grammar.ts'

const STRETCH: Stretch = stretchAround(Date.UTC(2026, 10, 30))
const POOLS = config({ nodePools: { user: {}, lab: {} } })

/** Calendars go the product's own way: through a thread with its limits, then merged, to the timeline and to what is kept. */
export function calendarReader(): (text: string) => Promise<Trial> {
  const thread = calendarThread({
    spawn: (memoryMb) =>
      new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }),
  })
  return async (text) => {
    const outcome = await lastValueFrom(thread.open(text, {}, asyncScheduler)(STRETCH))
    const { longestMs = 0 } = outcome as { readonly longestMs?: number }
    if (outcome.at === 'failed')
      return { verdict: verdictOf(outcome.because), longestMs, keptBytes: outcome.because.length }
    const bytes = serialize(packReading(outcome.reading))
    return { verdict: 'read', longestMs: Math.max(longestMs, afterwards(bytes)), keptBytes: bytes.length }
  }
}

/** The numbers in a refusal are the same ones always; a fault is said whole. */
const verdictOf = (because: string): string => because.split(':')[0] ?? ''

/** What the main thread does with a reading, step by step. @returns the longest */
function afterwards(bytes: Buffer): number {
  const steps: number[] = []
  const timed = <T>(work: () => T): T => {
    const beganMs = cpuMs()
    const result = work()
    steps.push(cpuMs() - beganMs)
    return result
  }
  const reading = timed(() => unpackReading(deserialize(bytes)))
  const state = { health: { at: 'none' }, reading } as const
  timed(() =>
    mergeReadings([
      { name: 'a', state },
      { name: 'b', pools: ['user'], state },
    ]),
  )
  timed(() => timelineOf(reading.occurrences, POOLS))
  steps.push(stepped(readingsToJsonSteps(new Map([['a', { goodMs: 0, reading }]]))).longestMs)
  return Math.max(...steps)
}
