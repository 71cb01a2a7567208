/** What pools were like, through restarts, takeovers and hours in which nothing happens. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { of, VirtualTimeScheduler } from 'rxjs'
import type { Memory } from '../../src/domain/decide/memory.ts'
import { memoryFromJson } from '../../src/domain/decide/memory-json.ts'
import { historiesOf } from '../../src/domain/history/memory.ts'
import { savedIfChanged } from '../../streams/act/persist.ts'
import { product } from '../../streams/product.ts'
import { userPool } from '../support/config.ts'
import { OWNER } from '../support/deployment.ts'
import { node } from '../support/node.ts'
import { viewOf } from '../support/observed.ts'
import { pod, several } from '../support/pod.ts'
import { at, HOUR, MINUTE } from '../support/time.ts'
import { begin, type Inputs, inputs, live, STATE } from './support/inputs.ts'

const CONFIG = userPool({ seat: { requests: { memory: '4Gi' } }, replicas: 0 })

/** One replica on virtual time, from `startMs` on; `stored` is what it finds in the state ConfigMap. */
function replica(startMs: number, stored?: Memory, isLeader = true) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = startMs
  const from: Inputs = inputs()
  const saved: string[] = []
  let memory: Memory | undefined
  const life = product(
    from,
    {
      perform: async () => ({ at: 'done' }),
      save: savedIfChanged(({ text }) => {
        saved.push(text)
        return of(undefined)
      }),
    },
    scheduler,
  ).subscribe((happening) => {
    if (happening.type === 'step') memory = happening.step.decision.memory
  })
  begin(from, CONFIG)
  from.state$.next(live({ ...STATE, owner: OWNER, ...(stored ? { memory: stored } : {}) }))
  from.leading$.next(isLeader)
  const nodes = new Map([node({ name: 'n1' })].map((one) => [one.name, one]))
  from.nodes$.next(live(nodes))
  return {
    from,
    saved,
    /** Until a time at which so many people are seated. */
    seatedAt(time: string, people: number) {
      scheduler.maxFrames = at(time)
      scheduler.flush()
      scheduler.frame = at(time)
      from.pods$.next(live(viewOf(several(people, (n) => pod({ user: `s${n}`, on: 'n1', memory: '1Gi' })))))
    },
    until(time: string) {
      scheduler.maxFrames = at(time)
      scheduler.flush()
      scheduler.frame = at(time)
    },
    kept: () => memoryFromJson(saved.at(-1)) ?? assert.fail('nothing was saved'),
    seated: (from: string, to: string) => {
      const history = memory && historiesOf(memory.history).get('user')
      const first = at(from) / MINUTE - (history?.from ?? 0)
      return history?.lines.seated.slice(first, first + (at(to) - at(from)) / MINUTE)
    },
    stop: () => life.unsubscribe(),
  }
}

describe('the history of a pool', () => {
  it('costs a write in ten minutes where nothing else happens', () => {
    const one = replica(at('08:00'))
    one.seatedAt('08:00:30', 3)
    one.until('08:30')
    const before = one.saved.length
    one.until('11:30')
    assert.equal(one.saved.length - before, (3 * HOUR) / (10 * MINUTE))
    assert.deepEqual(new Set(one.seated('08:02', '11:29')), new Set([3]))
  })

  it('is there after a restart but for the minutes that were not written, and those in which nobody ran', () => {
    const first = replica(at('08:00'))
    first.seatedAt('08:05', 2)
    first.seatedAt('08:33:30', 5)
    first.until('08:44')
    first.stop()
    const second = replica(at('08:47'), first.kept())
    second.seatedAt('08:48', 1)
    second.until('08:55')
    const seated = second.seated('08:10', '08:50') ?? []
    assert.deepEqual(new Set(seated.slice(0, 23)), new Set([2]))
    assert.deepEqual(seated.slice(24, 30), [5, 5, 5, 5, 5, 5])
    assert.deepEqual(new Set(seated.slice(30, 37)), new Set([-1]), 'from 08:40 to 08:47')
    assert.equal(seated.at(-1), 1)
  })

  it('loses nothing in a takeover: who stood by saw it too, and what the leader saw before it came is stored', () => {
    const leader = replica(at('08:00'))
    leader.seatedAt('08:05', 2)
    leader.until('08:31')
    const next = replica(at('08:31'), undefined, false)
    next.seatedAt('08:31:10', 4)
    leader.seatedAt('08:31:10', 4)
    leader.until('08:41')
    next.until('08:44')
    assert.equal(next.seated('08:10', '08:20')?.length, 0, 'it has never been told')
    next.from.state$.next(live({ ...STATE, memory: leader.kept() }))
    next.from.leading$.next(true)
    next.until('08:46')
    const seated = next.seated('08:10', '08:45') ?? []
    assert.deepEqual([...new Set(seated)], [2, 4])
    assert.equal(seated.length, 35)
    assert.equal(seated.lastIndexOf(2), 20, 'until 08:30')
  })
})
