import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { askedOf } from '../../../src/domain/decide/asked.ts'
import type { PoolInput } from '../../../src/domain/decide/pool-input.ts'
import { thereIn } from '../../../src/domain/decide/there.ts'
import { wantedOf } from '../../../src/domain/decide/wanted.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'

/** `[target, desired]`, and why. */
function wanted(world: World, more: Partial<PoolInput> = {}) {
  const input = poolInput(world, more)
  const asked = askedOf(input)
  const { target, fallen, because } = wantedOf(input, asked, thereIn(input, asked))
  return { counts: [target.target, fallen.desired], because }
}

/** So many placeholders stand, each on a node of its own. */
const standing = (count: number, replicas: number): World => {
  const config = userPool({ replicas })
  const names = Array.from({ length: count }, (_, n) => `n${n}`)
  return {
    config,
    nodes: names.map((name) => node({ name })),
    pods: names.map((on) => pod({ placeholder: 'user', on, memory: '28Gi' })),
    deployments: [deployment({ config, replicas: count })],
  }
}

describe('what is wanted', () => {
  const roomy = {
    ...standing(3, 3),
    nodes: ['n0', 'n1', 'n2', 'u'].map((name) => node({ name })),
    pods: [...(standing(3, 3).pods ?? []), pod({ user: 'ada', on: 'u', memory: '1Gi' })],
  }
  const table: [string, World, Partial<PoolInput>, [number, number], RegExp][] = [
    ['rises at once', standing(1, 4), {}, [4, 4], /^the config asks 4 placeholders$/],
    ['falls after the fall window', standing(3, 1), {}, [1, 3], /; 3 stay for up to 30 s \(fallWindow\)$/],
    ['is lowered by room', roomy, {}, [2, 3], /already has room.*fallWindow/],
    [
      'but not by room that nobody sees',
      { ...roomy, sight: STALE },
      {},
      [3, 3],
      /does not lower it while nodes are not/,
    ],
    ['falls by a demand that ended, seen or not', { ...standing(3, 1), sight: STALE }, {}, [1, 3], /fallWindow/],
    [
      'does not fall before the calendar was read',
      standing(3, 1),
      { calendarHolds: true },
      [3, 3],
      /; 3 stay, the calendar could not be read yet$/,
    ],
    ['rises before that all the same', standing(1, 4), { calendarHolds: true }, [4, 4], /asks 4 placeholders$/],
  ]
  for (const [name, world, more, counts, because] of table)
    it(name, () => {
      const actual = wanted(world, more)
      assert.deepEqual(actual.counts, counts)
      assert.match(actual.because, because)
    })
})
