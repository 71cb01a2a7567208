import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { longWaits } from '../../../src/domain/room/long-waits.ts'
import { userPool } from '../../support/config.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at, SECOND } from '../../support/time.ts'

const NOW = at('09:00')

describe('users who wait for a node', () => {
  const table: [name: string, users: readonly PodSpec[], said: string[], revisitInMs: number | undefined][] = [
    ['nobody', [], [], undefined],
    ['just now', [{ user: 'ada', created: NOW - SECOND }], [], 29 * SECOND],
    [
      'for long: once, and the next one in time',
      [
        { user: 'ada', created: NOW - 30 * SECOND },
        { user: 'bob', created: NOW - 60 * SECOND },
        { user: 'cleo', created: NOW - 20 * SECOND },
      ],
      ['nodePools.user: users have waited for a node for over 30 s'],
      10 * SECOND,
    ],
    ['who has one does not', [{ user: 'ada', on: 'n1', created: NOW - 60 * SECOND }], [], undefined],
  ]
  for (const [name, users, said, revisitInMs] of table)
    it(name, () => {
      const { problems, revisitAt } = longWaits(
        observed({ config: userPool(), pods: users.map((one) => pod(one)) }),
        NOW,
      )
      assert.deepEqual(
        problems.map(({ where, text }) => `${where}: ${text}`),
        said,
      )
      assert.equal(revisitAt === undefined ? undefined : revisitAt - NOW, revisitInMs)
    })
})
