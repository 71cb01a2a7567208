import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { againInMs, type Row } from '../../../streams/act/again.ts'

type Failed = Parameters<typeof againInMs>[0]

const failed = (retryAfterMs?: number): Failed => ({
  at: 'failed',
  because: 'HTTP 429',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
})
const conflict: Failed = { at: 'conflict', because: 'somebody wrote' }
const held: Failed = { at: 'held back', because: 'somebody keeps changing it', untilMs: 61_000 }

describe('when it is tried again', () => {
  const table: [name: string, effect: Failed, row: Partial<Row>, random: number, expectedMs: number][] = [
    ['the first failure', failed(), { failures: 1 }, 0.5, 500],
    ['the fourth', failed(), { failures: 4 }, 0.5, 4000],
    ['never at once', failed(), { failures: 1 }, 0, 250],
    ['a server that asks for no pause gets ours', failed(0), { failures: 1 }, 0.5, 500],
    ['a server that asks for one gets it, and a little', failed(20_000), { failures: 1 }, 0.5, 20_250],
    ['or ours, where that is longer', failed(1000), { failures: 8 }, 0.9, 27_000],
    ['but no more than a minute', failed(600_000), { failures: 1 }, 0, 60_000],
    ['a conflict', conflict, { conflicts: 0 }, 0.9, 1000],
    ['under a watch that stays silent', conflict, { conflicts: 2 }, 0, 2000],
    ['for ever', conflict, { conflicts: 30 }, 0, 30_000],
    ['what is held back', held, {}, 0.5, 60_000],
  ]
  for (const [name, effect, row, random, expectedMs] of table)
    it(name, () =>
      assert.equal(
        againInMs(effect, { failures: 0, conflicts: 0, ...row }, () => random, 1000),
        expectedMs,
      ),
    )
})
