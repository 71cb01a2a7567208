import { it } from 'node:test'
import { NEVER, of, throwError } from 'rxjs'
import { settle } from '../../../streams/operators/settle.ts'
import { marbles } from '../support/marbles.ts'

const BURST = { idleMs: 3, maxMs: 10 }

const TABLE: readonly [name: string, source: string, settled: string][] = [
  ['one value waits for idle      ', '-a--------|', '----a-----|'],
  ['a burst is its latest         ', '-abc------|', '------c---|'],
  ['two bursts are two            ', '-ab------c-----|', '-----b------c--|'],
  ['steady churn cannot starve it ', '-abababababababab|', '-----------a-----(b|)'],
  ['the last value is not lost    ', '-a-b|', '----(b|)'],
  ['nothing gives nothing         ', '-----|', '-----|'],
  ['an error drops what is waiting', '-a#', '--#'],
]

for (const [name, source, settled] of TABLE)
  it(`settle: ${name.trim()}`, () =>
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold(source).pipe(settle(BURST))).toBe(settled)
    }))

it('settle: unsubscribing early ends the timer and the source', () =>
  marbles(({ hot, expectObservable, expectSubscriptions }) => {
    const source = hot('-a-----b--')
    expectObservable(source.pipe(settle(BURST)), '^-----!').toBe('----a--')
    expectSubscriptions(source.subscriptions).toBe('^-----!')
  }))

it('settle: never, empty and error pass', () =>
  marbles(({ expectObservable }) => {
    expectObservable(NEVER.pipe(settle(BURST))).toBe('-')
    expectObservable(of().pipe(settle(BURST))).toBe('|')
    expectObservable(throwError(() => 'error').pipe(settle(BURST))).toBe('#')
  }))

it('settle: what stands for a burst is joined of its values, and nothing goes over into the next', () =>
  marbles(({ cold, expectObservable }) => {
    const both = settle<string>(BURST, undefined, (earlier, later) => earlier + later)
    expectObservable(cold('-abc----d--e-f-|').pipe(both)).toBe('------x--------(y|)', { x: 'abc', y: 'def' })
  }))
