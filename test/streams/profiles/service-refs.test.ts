import assert from 'node:assert/strict'
import { it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { BehaviorSubject, type Subscription, VirtualTimeScheduler } from 'rxjs'
import type { RefAction } from '../../../src/domain/profiles/services/plan-refs.ts'
import type { ServedPod, ServiceRef } from '../../../src/domain/profiles/services/ref.ts'
import { keepServices } from '../../../streams/profiles/service-refs.ts'
import type { View } from '../../../streams/watch/view.ts'
import { at, MINUTE } from '../../support/time.ts'

const NOW = at('09:00')

const REF: ServiceRef = {
  name: 'ref-ada',
  namespace: 'hub',
  uid: 'r',
  resourceVersion: '7',
  owners: [],
  awaits: 'spawn',
  sinceMs: NOW,
}
const POD: ServedPod = {
  name: 'jupyter-ada',
  namespace: 'hub',
  uid: 'p',
  spawn: 'spawn',
  ref: 'ref-ada',
  failures: 'service spark: gone',
}

const live = <T>(value: T): View<T> => ({ value, freshness: { at: 'live', sinceMs: NOW } })
const stale = <T>(value: T): View<T> => ({ value, freshness: { at: 'stale', sinceMs: NOW, because: 'silence' } })

/** The stream on a clock that stands still until it is told to go on, with what it did so far. */
function keep({ leading = true, fails = false }: { readonly leading?: boolean; readonly fails?: boolean } = {}) {
  const scheduler = new VirtualTimeScheduler(undefined, 0)
  scheduler.frame = NOW
  const [pods$, refs$] = [new BehaviorSubject(live<readonly ServedPod[]>([])), new BehaviorSubject([live([REF])])]
  const leading$ = new BehaviorSubject(leading)
  const did: string[] = []
  const perform = async ({ type }: RefAction) => {
    did.push(type)
    return !fails
  }
  const tell = async ({ failures }: ServedPod) => void did.push(failures)
  const running: Subscription = keepServices({ pods$, refs$, leading$ }, { perform, tell }, scheduler).subscribe()
  const settled = async () => {
    for (let round = 0; round < 5; round++) await turn()
    return did.splice(0)
  }
  const until = async (ms: number) => {
    scheduler.maxFrames = ms
    scheduler.flush()
    return settled()
  }
  return { pods$, refs$, leading$, settled, until, stop: () => running.unsubscribe() }
}

it('services: a pod that comes owns what waits for it, and is told once what is missing', async () => {
  const { pods$, refs$, settled, stop } = keep()
  assert.deepEqual(await settled(), [])
  pods$.next(live([POD]))
  assert.deepEqual(await settled(), ['own', 'service spark: gone'])
  refs$.next([live([{ ...REF, owners: ['p'] }])])
  assert.deepEqual(await settled(), [])
  stop()
})

it('services: nothing is written by who does not lead; who takes over does what is left', async () => {
  const { pods$, leading$, settled, stop } = keep({ leading: false })
  pods$.next(live([POD]))
  assert.deepEqual(await settled(), [])
  leading$.next(true)
  assert.deepEqual(await settled(), ['own', 'service spark: gone'])
  stop()
})

it('services: nothing is written by what was last seen long ago', async () => {
  const { pods$, refs$, settled, stop } = keep()
  refs$.next([live([]), stale([REF])])
  pods$.next(live([POD]))
  assert.deepEqual(await settled(), [])
  refs$.next([live([REF]), live([])])
  assert.deepEqual(await settled(), ['own', 'service spark: gone'])
  stop()
})

it('services: a pod that never comes: swept when ten minutes are over, though nothing changes', async () => {
  const { settled, until, stop } = keep()
  await settled()
  assert.deepEqual(await until(NOW + 10 * MINUTE - 1), [])
  assert.deepEqual(await until(NOW + 10 * MINUTE), ['sweep'])
  stop()
})

it('services: a write that failed is tried again after 30 s', async () => {
  const { pods$, settled, until, stop } = keep({ fails: true })
  pods$.next(live([POD]))
  assert.deepEqual(await settled(), ['own', 'service spark: gone'])
  assert.deepEqual(await until(NOW + 29_000), [])
  assert.deepEqual(await until(NOW + 30_000), ['own'])
  stop()
})
