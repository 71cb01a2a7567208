import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { map, NEVER, of, Subject, take } from 'rxjs'
import { TestScheduler } from 'rxjs/testing'
import { type Aggregate, reflect } from '../../../streams/watch/reflect.ts'
import type { WatchEvent } from '../../../streams/watch/watch.ts'
import { fc } from '../../support/properties.ts'

const synced = (...letters: readonly string[]): WatchEvent<string> => ({
  type: 'synced',
  items: new Map(letters.map((letter) => [letter.toLowerCase(), letter])),
})
/** An item is a letter, its uid the same in lower case: `A` replaces `a`. */
const events: Record<string, WatchEvent<string>> = {
  0: synced(),
  2: synced('a', 'b'),
  3: synced('a', 'B', 'c'),
  a: { type: 'applied', uid: 'a', item: 'a' },
  A: { type: 'applied', uid: 'a', item: 'A' },
  x: { type: 'deleted', uid: 'a', item: 'not what we hold' },
  l: { type: 'listed', uid: 'a', item: 'a' },
  g: { type: 'listed', uid: 'gone', item: 'gone' },
  h: { type: 'heard' },
  f: { type: 'failed', failure: { kind: 'network', because: 'the cable', retryInMs: 9 } },
}

/** A reflection in short: its freshness, then its items. The scheduler's frames are ms. */
const short = map(({ items, freshness }: { items: ReadonlyMap<string, string>; freshness: { at: string } }) =>
  [freshness.at, ...items.values()].join(' '),
)

const options = { staleAfterMs: 10, catchUpMs: 2 }

function marbles(run: Parameters<TestScheduler['run']>[0]): void {
  new TestScheduler((actual, expected) => assert.deepEqual(actual, expected)).run(run)
}

describe('reflect', () => {
  it('starts empty, and tells each change of the items', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  --2--A--x-|'
      const expected = ' s-2--A--x-|'
      const values = { s: 'starting', 2: 'live a b', A: 'live A b', x: 'live b' }
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, values)
    })
  })

  it('tells nothing of parts of a list, and of the whole as it is', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  l-g-f-3|'
      const expected = ' s-----3|'
      const values = { s: 'starting', 3: 'live a B c' }
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, values)
    })
  })

  it('tells nothing of proofs of life', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  2-h-h-h-h-h----|'
      const expected = ' (s2)-----------|'
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, {
        s: 'starting',
        2: 'live a b',
      })
    })
  })

  it('tells of a try that fails, once, and of the next that holds', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  2----f-f-h--------|'
      const expected = ' (s2)-o-----l------|'
      const values = { s: 'starting', 2: 'live a b', o: 'stale a b', l: 'live a b' }
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, values)
    })
  })

  it('is not blind by one object that cannot be read', () => {
    const seen: string[] = []
    const source = new Subject<WatchEvent<string>>()
    const subscription = source.pipe(reflect()).subscribe(({ freshness }) => seen.push(freshness.at))
    source.next(synced('a'))
    source.next({ type: 'failed', failure: { kind: 'projection', because: 'an odd one', retryInMs: 0 } })
    subscription.unsubscribe()
    assert.deepEqual(seen, ['starting', 'live'])
  })

  it('tells when time makes it stale, and when it is live again', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  2----h--------------h--a------|'
      const expected = ' (s2)-----------o------la------|'
      //                     ^ heard at 5 + 10  ^ heard at 20 + 2
      const values = { s: 'starting', 2: 'live a b', o: 'stale a b', l: 'live a b', a: 'live a b' }
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, values)
    })
  })

  it('tells changes while it is stale, and is live at once with a list', () => {
    marbles(({ cold, expectObservable }) => {
      const events$ = '  2-----------A3------|'
      const expected = ' (s2)------o-A3------|'
      const values = { s: 'starting', 2: 'live a b', o: 'stale a b', A: 'stale A b', 3: 'live a B c' }
      expectObservable(cold(events$, events).pipe(reflect(options), short)).toBe(expected, values)
    })
  })

  it('passes an error, a completion, an unsubscription, and never anything else', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      expectObservable(cold('--#', events).pipe(reflect(options), short)).toBe('s-#', { s: 'starting' })
      expectObservable(cold('|', events).pipe(reflect(options), short)).toBe('(s|)', { s: 'starting' })
      expectObservable(NEVER.pipe(reflect<string>(options), short)).toBe('s', { s: 'starting' })
      const source = cold('2----', events)
      expectObservable(source.pipe(reflect(options), short), '---!').toBe('(s2)', { s: 'starting', 2: 'live a b' })
      expectSubscriptions(source.subscriptions).toBe('^--!')
    })
  })

  it('does not even subscribe for one who wants the beginning only', () => {
    const source = new Subject<WatchEvent<string>>()
    const subscription = source.pipe(reflect(), take(1)).subscribe()
    assert.deepEqual([source.observed, subscription.closed], [false, true])
  })

  it('keeps one Map, which is its own', () => {
    const list = synced('a')
    const seen: ReadonlyMap<string, string>[] = []
    const source = new Subject<WatchEvent<string>>()
    const subscription = source.pipe(reflect()).subscribe(({ items }) => seen.push(items))
    source.next(list)
    source.next({ type: 'applied', uid: 'b', item: 'b' })
    subscription.unsubscribe()
    assert.equal(new Set(seen).size, 1)
    assert.deepEqual([...(list.type === 'synced' ? list.items : [])], [['a', 'a']])
  })
})

/** Writes down its calls. */
function journal() {
  const calls: string[] = []
  const aggregate: Aggregate<string> & { readonly calls: string[] } = {
    calls,
    applied: (item, previous) => calls.push(`${previous ?? '-'}>${item}`),
    deleted: (item) => calls.push(`${item}>-`),
  }
  return aggregate
}

describe('an aggregate', () => {
  const callsFor = (...given: readonly WatchEvent<string>[]): readonly string[] => {
    let calls: readonly string[] = []
    of(...given)
      .pipe(reflect({ aggregate: journal }))
      .subscribe(({ aggregate }) => {
        calls = aggregate.calls
      })
    return calls
  }
  const event = (name: string): WatchEvent<string> => events[name] ?? assert.fail(name)

  it('is told of each change with what it replaces', () => {
    assert.deepEqual(callsFor(event('0'), event('a'), event('A')), ['->a', 'a>A'])
  })

  it('is given back the item that it was given', () => {
    assert.deepEqual(callsFor(event('2'), event('A'), event('x'), event('x')), ['->a', '->b', 'a>A', 'A>-'])
  })

  it('is told only what a relist has changed, deletions first', () => {
    assert.deepEqual(callsFor(event('2'), event('3')), ['->a', '->b', 'b>B', '->c'])
    assert.deepEqual(callsFor(event('3'), event('2')), ['->a', '->B', '->c', 'c>-', 'B>b'])
    assert.deepEqual(callsFor(event('2'), event('2')), ['->a', '->b'])
  })

  it('is told of parts as they come, and then only of what the whole list has not', () => {
    assert.deepEqual(callsFor(event('l'), event('g'), event('2')), ['->a', '->gone', 'gone>-', '->b'])
  })

  it('is made anew for each subscription', () => {
    const reflected = of(event('2')).pipe(reflect({ aggregate: journal }))
    const made = new Set<object>()
    for (let n = 0; n < 2; n++) reflected.subscribe(({ aggregate }) => made.add(aggregate))
    assert.equal(made.size, 2)
  })

  it('of sums equals the sum over the items, whatever happens', () => {
    const uid = fc.constantFrom('u', 'v', 'w', 'x')
    const arbitrary = fc.oneof(
      fc.record({ type: fc.constant('applied' as const), uid, item: fc.integer() }),
      fc.record({ type: fc.constant('listed' as const), uid, item: fc.integer() }),
      fc.record({ type: fc.constant('deleted' as const), uid, item: fc.integer() }),
      fc.record({
        type: fc.constant('synced' as const),
        items: fc.array(fc.tuple(uid, fc.integer())).map((all) => new Map(all)),
      }),
      fc.constant({ type: 'heard' as const }),
    )
    const sum = () => ({
      total: 0n,
      applied(item: number, previous: number | undefined) {
        this.total += BigInt(item) - BigInt(previous ?? 0)
      },
      deleted(item: number) {
        this.total -= BigInt(item)
      },
    })
    fc.assert(
      fc.property(fc.array(arbitrary), (given: WatchEvent<number>[]) => {
        of(...given)
          .pipe(reflect({ aggregate: sum }))
          .subscribe(({ items, aggregate }) => {
            assert.equal(
              aggregate.total,
              [...items.values()].reduce((total, item) => total + BigInt(item), 0n),
            )
          })
      }),
    )
  })
})
