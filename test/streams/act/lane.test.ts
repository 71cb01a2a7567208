import assert from 'node:assert/strict'
import { it } from 'node:test'
import { map, NEVER, of, Subject, VirtualTimeScheduler } from 'rxjs'
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
  c: scale(3, '3'),
  m: scale(2, '2'),
  n: nothing('2'),
  h: scale(1, '1', 'heal'),
}
const EFFECTS: Record<string, Effect> = {
  d: { at: 'done' },
  x: { at: 'conflict', because: 'somebody wrote' },
  f: { at: 'failed', because: '500' },
  r: { at: 'failed', because: '429', retryAfterMs: 20_000 },
  z: { at: 'failed', because: '429', retryAfterMs: 0 },
  u: { at: 'failed', because: 'refused', isUnreachable: true },
  w: { at: 'done', version: '3' },
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
    outcomes: '-p 20249ms q',
    values: { p: '1 failed', q: '1 done' },
  },
  {
    name: 'a retry does what is wanted by then',
    items: '  -a--b---',
    effects: ['f', 'd'],
    outcomes: '-p 249ms q',
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
    name: 'a Retry-After of nothing is no hot loop',
    items: '  -a------',
    effects: ['z', 'd'],
    outcomes: '-p 499ms q',
    values: { p: '1 failed', q: '1 done' },
  },
  {
    name: 'a longer Retry-After does not hold a newer demand back',
    items: '  -a 999ms b',
    effects: ['r', 'd'],
    outcomes: '-p 999ms q',
    values: { p: '1 failed', q: '2 done' },
  },
  {
    name: 'the watch shows a version before the one that was written: it is waited for',
    items: '  -a-m-c--',
    effects: ['w', 'd'],
    outcomes: '-p---q--',
    values: { p: '1 done', q: '3 done' },
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

it('lane: an object in conflict under a silent watch is tried ever more seldom', () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const items$ = new Subject<Item>()
  const triedMs: number[] = []
  const perform = () => {
    triedMs.push(scheduler.now())
    return of<Effect>({ at: 'conflict', because: 'somebody wrote' })
  }
  const silences: string[] = []
  const onSilence = (because: string) => silences.push(`${scheduler.now()} ${because}`)
  lane(items$, { perform, random: () => 0.5, onSilence }, scheduler).subscribe()
  items$.next(scale(1, '1'))
  scheduler.maxFrames = 3_600_000
  scheduler.flush()
  assert.deepEqual(triedMs.slice(0, 4), [0, 1000, 2500, 5500])
  assert.equal(silences[0], '1000 the watch does not show what somebody wrote to user-placeholder')
  assert.ok(triedMs.length < 100, `${triedMs.length} tries in an hour`)
  const before = triedMs.length
  items$.next(scale(2, '2'))
  assert.equal(triedMs.length, before + 1, 'at once, when the watch moves')
})

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

it('lane: a change of the count passes, whatever is held back', () =>
  marbles(({ cold, hot, flush }) => {
    const said: string[] = []
    const items = {
      ...Object.fromEntries([...'abcd'].map((version) => [version, scale(1, version, 'heal')])),
      e: scale(7, 'e', 'heal'),
    }
    lane(hot('-a-b-c-d 999ms e', items), { perform: () => cold('(d|)', EFFECTS) }).subscribe((outcome) =>
      said.push(say(outcome)),
    )
    flush()
    assert.deepEqual(said, ['1 done', '1 done', '1 done', '1 held back', '7 done'])
  }))

it('lane: what found no answer is tried again as soon as something has', () =>
  marbles(({ cold, hot, expectObservable }) => {
    const effects = ['u', 'd']
    const perform = () => cold(`(${effects.shift() ?? 'd'}|)`, EFFECTS)
    const outcomes$ = lane(hot('-a------', ITEMS), { perform, random: () => 0.5, reached$: hot('----r---') })
    expectObservable(outcomes$.pipe(map(say))).toBe('-p--q---', { p: '1 failed', q: '1 done' })
  }))

it('lane: what was refused is tried again as soon as something else is not any more', () =>
  marbles(({ cold, hot, expectObservable }) => {
    const effects = ['f', 'd']
    const perform = () => cold(`(${effects.shift() ?? 'd'}|)`, EFFECTS)
    const outcomes$ = lane(hot('-a------', ITEMS), { perform, random: () => 0.5, relieved$: hot('----r---') })
    expectObservable(outcomes$.pipe(map(say))).toBe('-p--q---', { p: '1 failed', q: '1 done' })
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
