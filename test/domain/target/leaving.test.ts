import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PlaceholderDeployment } from '../../../src/domain/cluster/deployment.ts'
import { type LeavingMemory, leaving } from '../../../src/domain/target/leaving.ts'
import { config } from '../../support/config.ts'
import { deployment, predecessors } from '../../support/deployment.ts'
import { at, SECOND } from '../../support/time.ts'

const BOTH = config({ nodePools: { user: {}, gpu: {} } })
const USER = config({ nodePools: { user: {} } })
const NONE = config({ nodePools: {} })
const NOW = at('09:00')
const gpu = deployment({ config: BOTH, pool: 'gpu' })
const user = deployment({ config: BOTH })

describe('Deployments whose pool left the config', () => {
  const table: readonly (readonly [
    what: string,
    inForce: typeof BOTH,
    stand: readonly PlaceholderDeployment[],
    before: LeavingMemory,
    left: Omit<ReturnType<typeof leaving>, 'dueMs'>,
  ])[] = [
    ['none does', BOTH, [user, gpu], {}, { memory: {} }],
    ['from now on', USER, [user, gpu], {}, { memory: { 'gpu-placeholder': NOW }, revisitAt: NOW + 30 * SECOND }],
    [
      'as long as it was so',
      USER,
      [user, gpu],
      { 'gpu-placeholder': NOW - SECOND },
      { memory: { 'gpu-placeholder': NOW - SECOND }, revisitAt: NOW + 29 * SECOND },
    ],
    [
      'until they are due',
      USER,
      [user, gpu],
      { 'gpu-placeholder': NOW - 30 * SECOND },
      { memory: { 'gpu-placeholder': NOW - 30 * SECOND } },
    ],
    ['it came back: that is forgotten', BOTH, [gpu], { 'gpu-placeholder': NOW - SECOND }, { memory: {} }],
    ['it is gone: likewise', USER, [user], { 'gpu-placeholder': NOW - SECOND }, { memory: {} }],
    ['it is going', USER, [{ ...gpu, deleting: true }], {}, { memory: {} }],
    ['a config without any pool is a slip: nobody leaves', NONE, [user, gpu], { 'gpu-placeholder': 1 }, { memory: {} }],
    ["the predecessor's are of no pool of ours", USER, [predecessors({ pool: 'lab' })], {}, { memory: {} }],
    ['somebody edited the label of one that is wanted', USER, [{ ...user, poolLabel: 'oops' }], {}, { memory: {} }],
  ]
  for (const [what, inForce, stand, before, left] of table)
    it(what, () => {
      const { dueMs, ...found } = leaving(new Map(stand.map((one) => [one.name, one])), inForce, before, NOW)
      assert.deepEqual(found, left)
      const due = Object.entries(left.memory).map(([name, sinceMs]) => [name, sinceMs + 30 * SECOND])
      assert.deepEqual([...dueMs], due)
    })
})
