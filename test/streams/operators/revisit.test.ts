import { it } from 'node:test'
import { map } from 'rxjs'
import { revisit } from '../../../streams/operators/revisit.ts'
import { marbles } from '../support/marbles.ts'

interface Decided {
  readonly memory: number
  readonly said: string
  readonly revisitAt?: number
}

/** Decides `<seen><how many decisions before>`; `a` wants to be revisited 3 ms later, twice. */
const decide = (seen: string, memory: number | undefined, nowMs: number): Decided => {
  const count = memory ?? 0
  const again = seen === 'a' && count < 2
  return { memory: count + 1, said: `${seen}${count}`, ...(again ? { revisitAt: nowMs + 3 } : {}) }
}

const SAID = { p: 'a0', q: 'a1', r: 'a2', x: 'b1', y: 'b0' }

const TABLE: readonly [name: string, source: string, said: string][] = [
  ['decides again when only time has passed   ', '-a-----------', '-p--q--r-----'],
  ['a new observation takes the timer over    ', '-a-b---------', '-p-x---------'],
  ['without revisitAt it waits for the world  ', '-b-----------', '-y-----------'],
  ['completes once there is nothing to revisit', '-b|', '-y|'],
]

for (const [name, source, said] of TABLE)
  it(`revisit: ${name.trim()}`, () =>
    marbles(({ hot, expectObservable }) => {
      expectObservable(
        hot(source).pipe(
          revisit(decide),
          map((decided) => decided.said),
        ),
      ).toBe(said, SAID)
    }))

it('revisit: each subscription has a memory of its own', () =>
  marbles(({ cold, expectObservable }) => {
    const decided$ = cold('b').pipe(
      revisit(decide),
      map((decided) => decided.said),
    )
    expectObservable(decided$).toBe('y', SAID)
    expectObservable(decided$).toBe('y', SAID)
  }))

it('revisit: what asks for an instant that is past is decided once a second, not for ever at once', () =>
  marbles(({ hot, expectObservable }) => {
    const decided$ = hot('b').pipe(
      revisit((_seen, memory: number | undefined, nowMs) => ({ memory: (memory ?? 0) + 1, revisitAt: nowMs })),
      map(({ memory }) => `${memory}`),
    )
    expectObservable(decided$, '^ 2500ms !').toBe('1 999ms 2 999ms 3')
  }))
