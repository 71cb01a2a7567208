/** How long it takes from an event to the write that answers it: through pipeline, actuate and lane. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { delay, map, of, Subject, VirtualTimeScheduler } from 'rxjs'
import type { Effect } from '../../../src/domain/act/effect.ts'
import type { Outcome } from '../../../src/domain/act/outcome.ts'
import { actuate } from '../../../streams/act/actuate.ts'
import { type Item, lane } from '../../../streams/act/lane.ts'
import { pipeline, SETTLE } from '../../../streams/pipeline.ts'
import { apply } from '../../support/action.ts'
import { userPool } from '../../support/config.ts'
import { at, MINUTE } from '../../support/time.ts'
import { begin, inputs, live } from '../support/inputs.ts'
import { marbles } from '../support/marbles.ts'

describe('the loop', () => {
  /** Each write takes 20 ms. */
  function running() {
    const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
    scheduler.frame = at('08:00')
    const from = inputs()
    const reactions: unknown[] = []
    const perform = () => of<Effect>({ at: 'done' }).pipe(delay(20, scheduler))
    pipeline(from, scheduler)
      .pipe(actuate({ perform }, scheduler))
      .subscribe(({ action, effect, reactedMs }: Outcome) =>
        reactions.push([action.type === 'apply' ? action.to : action.type, effect.at, reactedMs]),
      )
    const advance = (ms: number) => {
      scheduler.maxFrames = scheduler.frame + ms
      scheduler.flush()
      scheduler.frame = scheduler.maxFrames
    }
    return { from, reactions, advance }
  }

  it('reacts since the first event of a burst', () => {
    const { from, reactions, advance } = running()
    begin(from, userPool({ replicas: 2 }))
    for (let event = 0; event < 3; event += 1) {
      advance(3)
      from.nodes$.next(live(new Map()))
    }
    advance(MINUTE)
    assert.deepEqual(reactions, [[2, 'done', 3 * 3 + SETTLE.idleMs + 20]])
  })
  it('what time alone brings answers no event', () => {
    const { from, reactions, advance } = running()
    begin(from, userPool({ replicas: 0 }), { from: '08:10', to: '08:20', asks: { user: 3 } })
    advance(15 * MINUTE)
    assert.deepEqual(reactions, [
      [0, 'done', SETTLE.idleMs + 20],
      [3, 'done', undefined],
    ])
  })
})

describe('a lane', () => {
  const item = (to: number, version: string, heardMs?: number): Item => ({
    object: 'user-placeholder',
    version,
    action: apply({ to }),
    ...(heardMs === undefined ? {} : { heardMs }),
  })
  const EFFECTS: Readonly<Record<string, Effect>> = { d: { at: 'done' }, f: { at: 'failed', because: '500' } }
  const say = ({ action, effect, reactedMs }: Outcome) =>
    `${action.type === 'apply' ? action.to : ''} ${effect.at} ${reactedMs}`

  const rows: readonly [name: string, items: string, effects: string[], outcomes: string, said: object][] = [
    ['counts from the event', '---a----', ['d'], '---p----', { p: '1 done 3' }],
    [
      'counts the tries that failed',
      '---a----',
      ['f', 'd'],
      '---p 499ms q',
      { p: '1 failed undefined', q: '1 done 503' },
    ],
    [
      'what is still wanted goes on from its first event',
      '---ab---',
      ['f', 'd'],
      '---p 499ms q',
      { p: '1 failed undefined', q: '1 done 503' },
    ],
    [
      'what comes while a write is under way counts from its own event',
      '---a-c--e-',
      ['-d', 'd'],
      '----p---q-',
      { p: '1 done 4', q: '2 done 3' },
    ],
    [
      'what the watch is slow to show is no new wish',
      '---ab 5s b-',
      ['d', 'd'],
      '---p 4999ms q',
      { p: '1 done 3', q: '1 done undefined' },
    ],
  ]
  const ITEMS = {
    a: item(1, '1', 0),
    b: item(1, '1', 4),
    c: item(2, '1', 5),
    e: item(2, '2', 5),
  }
  for (const [name, items, effects, outcomes, said] of rows)
    it(name, () =>
      marbles(({ cold, hot, expectObservable }) => {
        let tries = 0
        const perform = () => {
          const marble = effects[Math.min(tries, effects.length - 1)] ?? ''
          tries += 1
          return cold(marble.length === 1 ? `(${marble}|)` : `${marble.slice(0, -1)}(${marble.slice(-1)}|)`, EFFECTS)
        }
        expectObservable(lane(hot(items, ITEMS), { perform, random: () => 0.5 }).pipe(map(say))).toBe(outcomes, {
          ...said,
        })
      }),
    )

  it('of what had no event nobody says how long it took', () => {
    const items$ = new Subject<Item>()
    const outcomes: Outcome[] = []
    lane(items$, { perform: () => of<Effect>({ at: 'done' }) }).subscribe((outcome) => outcomes.push(outcome))
    items$.next(item(1, '1'))
    assert.equal(outcomes.length, 1)
    assert.ok(!('reactedMs' in (outcomes[0] ?? {})))
  })
})
