import assert from 'node:assert/strict'
import { it } from 'node:test'
import { map, NEVER } from 'rxjs'
import type { Effect } from '../../../src/domain/act/effect.ts'
import type { Outcome } from '../../../src/domain/act/outcome.ts'
import { type Item, lane } from '../../../streams/act/lane.ts'
import { apply } from '../../support/action.ts'
import { marbles } from '../support/marbles.ts'

/** To be done: `to` placeholders, while version `seen` of the Deployment is seen. */
const scale = (to: number, seen: string, reason: 'scale' | 'heal' = 'scale'): Item => ({
  object: 'user-placeholder',
  version: seen,
  action: apply({ reason, to }),
})
const nothing = (seen: string): Item => ({ object: 'user-placeholder', version: seen })

const ITEMS: Record<string, Item> = {
  a: scale(1, '1'),
  b: scale(2, '1'),
  c: scale(3, '2'),
  n: nothing('2'),
  h: scale(1, '1', 'heal'),
}
const EFFECTS: Record<string, Effect> = {
  d: { at: 'done' },
  x: { at: 'conflict', because: 'somebody wrote' },
  f: { at: 'failed', because: '500' },
  r: { at: 'failed', because: '429', retryAfterMs: 20 },
  y: { at: 'dry run' },
}

const say = ({ action, effect }: Outcome) => `${action.type === 'apply' ? action.to : ''} ${effect.at}`

interface Row {
  readonly name: string
  readonly items: string
  /** What becomes of each try, in turn; the last for all further ones. */
  readonly effects: readonly string[]
  readonly outcomes: string
  readonly values: Readonly<Record<string, string>>
}

const TABLE: readonly Row[] = [
  { name: 'acts at once', items: '-a-', effects: ['d'], outcomes: '-p-', values: { p: '1 done' } },
  {
    name: 'nothing twice before the watch shows it: the same item again does nothing',
    items: '  -aaa-n-',
    effects: ['d'],
    outcomes: '-p------',
    values: { p: '1 done' },
  },
  {
    name: 'the newest next, once the watch has shown the last',
    items: '  -a-b-c---',
    effects: ['d'],
    outcomes: '-p---q---',
    values: { p: '1 done', q: '3 done' },
  },
  {
    name: 'the watch can be faster than the answer',
    items: '  -(ac)---',
    effects: ['---d'],
    outcomes: '----p--q',
    values: { p: '1 done', q: '3 done' },
  },
  {
    name: 'a watch that shows nothing is waited for five seconds, then what is wanted is done',
    items: '  -ab-----',
    effects: ['d'],
    outcomes: '-p 4999ms q',
    values: { p: '1 done', q: '2 done' },
  },
  {
    name: 'after a conflict it looks again as soon as the watch moves',
    items: '  -a-c----',
    effects: ['x', 'd'],
    outcomes: '-p-q----',
    values: { p: '1 conflict', q: '3 done' },
  },
  {
    name: 'after a conflict with a silent watch it tries again',
    items: '  -a------',
    effects: ['x', 'd'],
    outcomes: '-p 999ms q',
    values: { p: '1 conflict', q: '1 done' },
  },
  {
    name: 'a failed one is tried again after its backoff',
    items: '  -a------',
    effects: ['f', 'd'],
    outcomes: '-p 499ms q',
    values: { p: '1 failed', q: '1 done' },
  },
  {
    name: 'Retry-After is obeyed',
    items: '  -a------',
    effects: ['r', 'd'],
    outcomes: '-p 19ms q',
    values: { p: '1 failed', q: '1 done' },
  },
  {
    name: 'a retry does what is wanted by then',
    items: '  -a--b---',
    effects: ['f', 'd'],
    outcomes: '-p 499ms q',
    values: { p: '1 failed', q: '2 done' },
  },
  {
    name: 'a retry that is not wanted any more does nothing',
    items: '  -a--n---',
    effects: ['f', 'd'],
    outcomes: '-p------',
    values: { p: '1 failed' },
  },
  {
    name: 'a dry run says a change once',
    items: '  -aaab-b-',
    effects: ['y'],
    outcomes: '-p--q---',
    values: { p: '1 dry run', q: '2 dry run' },
  },
]

for (const { name, items, effects, outcomes, values } of TABLE)
  it(`lane: ${name}`, () =>
    marbles(({ cold, hot, expectObservable }) => {
      let tries = 0
      const perform = () => {
        const marble = effects[Math.min(tries, effects.length - 1)] ?? ''
        tries += 1
        return cold(marble.length === 1 ? `(${marble}|)` : `${marble.slice(0, -1)}(${marble.slice(-1)}|)`, EFFECTS)
      }
      // A random of 1 gives the ceiling of each backoff.
      expectObservable(lane(hot(items, ITEMS), { perform, random: () => 0.5 }).pipe(map(say))).toBe(outcomes, values)
    }))

it('lane: three heals a minute, then it is held back and says who keeps changing it', () =>
  marbles(({ cold, hot, flush }) => {
    const said: string[] = []
    const heal = (seen: string): Item => ({
      ...scale(1, seen),
      action: apply({ reason: 'heal', to: 1, scaledBy: 'kubectl' }),
    })
    const items = Object.fromEntries([...'abcde'].map((key) => [key, heal(key)]))
    const outcomes$ = lane(hot('-a-b-c-d-e-', items), { perform: () => cold('(d|)', EFFECTS) })
    outcomes$.subscribe(({ effect }) => said.push(effect.at === 'held back' ? effect.because : effect.at))
    flush()
    assert.deepEqual(said.slice(0, 4), [
      'done',
      'done',
      'done',
      '`kubectl` keeps changing it; not undone again for 1 min',
    ])
  }))

it('lane: conflicts on the way do not count as heals', () =>
  marbles(({ cold, hot, flush }) => {
    const said: string[] = []
    const effects = ['x', 'x', 'x', 'x', 'd']
    const perform = () => cold(`(${effects.shift() ?? 'd'}|)`, EFFECTS)
    const items = Object.fromEntries([...'abcde'].map((key) => [key, scale(1, key, 'heal')]))
    lane(hot('-a-b-c-d-e', items), { perform }).subscribe(({ effect }) => said.push(effect.at))
    flush()
    assert.deepEqual(said, ['conflict', 'conflict', 'conflict', 'conflict', 'done'])
  }))

it('lane: an effect that throws is a failed one, not the end', () =>
  marbles(({ cold, hot, expectObservable }) => {
    const perform = () => cold<Effect>('#', undefined, new Error('broken'))
    const outcomes$ = lane(hot('-a-', ITEMS), { perform, random: () => 0.5 }).pipe(map(say))
    expectObservable(outcomes$, '^---!').toBe('-p', { p: '1 failed' })
  }))

it('lane: never and early unsubscribe', () =>
  marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    expectObservable(lane(NEVER, { perform: () => cold('d', EFFECTS) })).toBe('-')
    const effect = cold('-----d', EFFECTS)
    expectObservable(lane(hot('-a----', ITEMS), { perform: () => effect }), '^--!').toBe('-')
    expectSubscriptions(effect.subscriptions).toBe('-^-!')
  }))
