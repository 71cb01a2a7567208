import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { linesOfVerdict, sayAdvice, sayVerdict } from '../../../src/domain/verdict/say.ts'
import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { MINUTE } from '../../support/time.ts'
import { verdict } from '../../support/verdict.ts'

describe('in one sentence', () => {
  const TABLE: readonly (readonly [more: Partial<NamedVerdict>, said: string])[] = [
    [{}, '338 of 350 came, nobody waited'],
    [{ late: 12, longestMs: 290_000 }, '338 of 350 came, 12 waited, the longest 4 min 50 s'],
    [{ late: 2, longestMs: 40_000 }, '338 of 350 came, fewer than 5 waited, the longest 40 s'],
    [{ announced: 0 }, '338 came, nobody waited'],
    [{ came: 0 }, 'nobody of 350 came'],
    [{ came: 0, announced: 0 }, 'nobody came'],
    [{ came: 3 }, 'fewer than 5 of 350 came, nobody waited'],
  ]
  for (const [more, said] of TABLE) it(said, () => assert.equal(sayVerdict(verdict(more)), said))
})

it('and what the pool was like, with what would have helped', () =>
  assert.deepEqual(
    linesOfVerdict(
      verdict({
        readyAtStart: 280,
        allReadyMs: -4 * MINUTE,
        cost: { paid: 26.13, used: 15.2, oracle: 17.96 },
        advice: { kind: 'write', students: 230 },
      }),
      'utc',
    ),
    [
      '280 seats were ready at the start, seats for all who came at 08:56',
      '26.1 node-hours while its people came, 15.2 of them used; perfect timing would have paid 18.0',
      'Write 230 next time',
    ],
  ))

it('of a pool of which nothing is known nothing is made up', () =>
  assert.deepEqual(linesOfVerdict(verdict(), 'utc'), []))

it('each advice says what to do', () =>
  assert.deepEqual(
    [
      sayAdvice({ kind: 'write', students: 230 }),
      sayAdvice({ kind: 'earlier', minutes: 1 }),
      sayAdvice({ kind: 'nodes', more: 3 }),
    ],
    ['Write 230 next time', 'Start 1 minute earlier: `leadTime` is what says so', 'The pool needs 3 nodes more'],
  ))
