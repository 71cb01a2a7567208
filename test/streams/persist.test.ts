import { deepEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { of } from 'rxjs'
import { NO_MEMORY } from '../../src/domain/memory.ts'
import { memoryFromJson } from '../../src/domain/memory-json.ts'
import { persist } from '../../streams/persist.ts'
import type { Step } from '../../streams/pipeline.ts'
import { OWNER } from '../support/deployment.ts'
import { marbles } from './support/marbles.ts'

/** A step whose memory says `since`. */
const step = (since: number, leading = true, owner = true): Step =>
  ({
    leading,
    decision: { memory: { ...NO_MEMORY, calendarMissingSinceMs: since } },
    observed: owner ? { owner: OWNER } : {},
  }) as unknown as Step

const STEPS = { a: step(1), b: step(2), c: step(3), f: step(4, false), u: step(5, true, false) }

const TABLE: readonly [name: string, steps: string, saved: readonly number[]][] = [
  ['the first at once', '-a', [1]],
  ['an unchanged memory is not written again', '-a-a-a 20s a', [1]],
  ['at most one in ten seconds, the last of them', '-a-b-c 20s |', [1, 3]],
  ['a follower writes nothing', '-f-f', []],
  ['an uninstalled release writes nothing', '-u', []],
]

for (const [name, steps, saved] of TABLE)
  test(`persist: ${name}`, () =>
    marbles(({ hot, flush }) => {
      const seen: (number | undefined)[] = []
      const save = (memory: string) => {
        seen.push(memoryFromJson(memory)?.calendarMissingSinceMs)
        return of(undefined)
      }
      hot(steps, STEPS).pipe(persist(save)).subscribe()
      flush()
      deepEqual(seen, saved)
    }))
