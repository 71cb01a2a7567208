import { it } from 'node:test'
import { map } from 'rxjs'
import { exhaustLatest } from '../../../streams/operators/exhaust-latest.ts'
import { marbles } from '../support/marbles.ts'

const TABLE: readonly [name: string, source: string, inner: string, result: string][] = [
  ['idle: projects at once                ', '-a---------|', '--x|', '---a-------|'],
  ['busy: keeps only the newest           ', '-abcd------|', '--x|', '---a--d----|'],
  ['after an idle time it starts anew     ', '-a-----b---|', '--x|', '---a-----b-|'],
  ['completes after the last inner one    ', '-ab|', '---x|', '----a---b|'],
  ['an error of an inner one is the error ', '-a---------|', '--#', '---#'],
]

for (const [name, source, inner, result] of TABLE)
  it(`exhaustLatest: ${name.trim()}`, () =>
    marbles(({ cold, expectObservable }) => {
      const project = (value: string) => cold(inner).pipe(map(() => value))
      expectObservable(cold(source).pipe(exhaustLatest(project))).toBe(result)
    }))

it('exhaustLatest: unsubscribing ends the inner one too', () =>
  marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
    const inner = cold('------x|')
    expectObservable(hot('-a-----').pipe(exhaustLatest(() => inner)), '^---!').toBe('-----')
    expectSubscriptions(inner.subscriptions).toBe('-^--!')
  }))

it('exhaustLatest: a project that throws is an error of the stream, not of whoever sent the value', () =>
  marbles(({ cold, expectObservable }) => {
    const thrown = () => {
      throw 'broken'
    }
    expectObservable(cold('-a-').pipe(exhaustLatest(thrown))).toBe('-#', undefined, 'broken')
  }))
