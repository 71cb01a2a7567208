import { it } from 'node:test'
import { replay } from '../../../streams/operators/replay.ts'
import { marbles } from '../support/marbles.ts'

it('replay: one subscription for all; who comes later gets the latest at once', () =>
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source = cold('         -a--b--c--')
    const shared$ = source.pipe(replay())
    expectObservable(shared$, '   ^-----!   ').toBe('-a--b-----')
    expectObservable(shared$, '   -----^---!').toBe('-----b-c--')
    expectSubscriptions(source.subscriptions).toBe('^--------!')
  }))

it('replay: when the last has left it ends, and begins anew without what was', () =>
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source = cold('         -a--b--')
    const shared$ = source.pipe(replay())
    expectObservable(shared$, '   ^--!        ').toBe('-a----------')
    expectObservable(shared$, '   -----^-----!').toBe('------a--b--')
    expectSubscriptions(source.subscriptions).toBe(['^--!', '-----^-----!'])
  }))

const ENDS: readonly [name: string, source: string, first: string][] = [
  ['its end is the end of all  ', '-a--|', '-a--|'],
  ['its error is that of all   ', '-a--#', '-a--#'],
  ['without a value none comes ', '-----', '-----'],
]

for (const [name, source, result] of ENDS)
  it(`replay: ${name.trim()}`, () =>
    marbles(({ cold, expectObservable }) => {
      const shared$ = cold(source).pipe(replay())
      expectObservable(shared$).toBe(result)
      expectObservable(shared$).toBe(result)
    }))
