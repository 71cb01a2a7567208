/** A frame of the marbles is a second of the clock that begins with the epoch. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { asyncScheduler, type Observable } from 'rxjs'
import type { Node } from '../../src/domain/cluster/node.ts'
import { book } from '../../src/recording/book.ts'
import { boots } from '../../src/recording/boots.ts'
import type { RecordedPod } from '../../src/recording/recorded-pod.ts'
import { recording, type Told } from '../../src/recording/recording.ts'
import { shapes } from '../../src/recording/shapes.ts'
import type { WatchEvent } from '../../streams/watch/watch.ts'
import { marbles } from '../streams/support/marbles.ts'
import { node } from '../support/node.ts'
import { applied, CONFIG, deleted, failed, server, syncedNodes, syncedPods, visit } from './support.ts'

const [ADA, GRACE] = [server({ user: 'ada', created: 0 }), server({ user: 'grace', created: 3000 })]
const PODS = { s: syncedPods(ADA), n: syncedPods(), a: applied(GRACE), d: deleted(ADA), f: failed('refused') }
const NODES = { s: syncedNodes(node({ name: 'n1' })), f: failed('refused') }

interface Ends {
  readonly pods$: Observable<WatchEvent<RecordedPod>>
  readonly nodes$: Observable<WatchEvent<Node>>
  readonly stop$: Observable<unknown>
}
const recorded = (ends: Ends) =>
  recording({ ...ends, book: book(CONFIG, () => asyncScheduler.now()), shapes: shapes(CONFIG), boots: boots(CONFIG) })

const of = (createdMs: number, endedMs?: number) => ({
  ...visit('09:00'),
  createdMs,
  ...(endedMs === undefined ? {} : { endedMs }),
})
const began: Told = { at: 'began', present: [of(0)] }

it('begins once pods and nodes are known, tells of each that ends, and at its end of those that go on', () =>
  marbles(({ cold, expectObservable }) => {
    const pods$ = cold('  1s s 999ms - 2s a 999ms d', PODS)
    const nodes$ = cold(' 2s s', NODES)
    const stop$ = cold('  6s x')
    const b: Told = began
    const e: Told = { at: 'ended', visits: [of(0, 5001)] }
    const o: Told = { at: 'over', present: [of(3000)] }
    expectObservable(recorded({ pods$, nodes$, stop$ })).toBe('2s b 3000ms e 998ms (o|)', { b, e, o })
  }))

it('what is never known does not begin; to be stopped then is no recording', () =>
  marbles(({ cold, expectObservable }) => {
    const pods$ = cold('  1s s', PODS)
    const nodes$ = cold<WatchEvent<Node>>('-')
    expectObservable(recorded({ pods$, nodes$, stop$: cold('-') })).toBe('-')
    expectObservable(recorded({ pods$, nodes$, stop$: cold('3s x') })).toBe('3s |')
  }))

it('an outage ends nothing: who was gone after it was there as long as the API server was heard', () =>
  marbles(({ cold, expectObservable }) => {
    const pods$ = cold('  s 1999ms f 3599999ms n', PODS)
    const nodes$ = cold(' s', NODES)
    const e: Told = { at: 'ended', visits: [of(0, 0)] }
    expectObservable(recorded({ pods$, nodes$, stop$: cold('-') })).toBe('b 3601999ms e', { b: began, e })
  }))

it('what ends it with an error is its error, and unsubscribing lets go of both watches', () =>
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const nodes$ = cold('s', NODES)
    const [refused, cancelled] = [cold('s', PODS), cold('s', PODS)]
    expectObservable(recorded({ pods$: refused, nodes$, stop$: cold('--#') })).toBe('b-#', { b: began })
    expectObservable(recorded({ pods$: cancelled, nodes$, stop$: cold('-') }), '---!').toBe('b', { b: began })
    expectSubscriptions(refused.subscriptions).toBe('^-!')
    expectSubscriptions(cancelled.subscriptions).toBe('^--!')
  }))

it('the clock of the tests begins with the epoch', () => marbles(() => assert.equal(asyncScheduler.now(), 0)))
