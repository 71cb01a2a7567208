import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Hints } from '../../../../src/domain/cluster/hints.ts'
import { fitCauses } from '../../../../src/domain/snapshot/waiting/fit-causes.ts'
import { poolLabels, userPool } from '../../../support/config.ts'
import { node } from '../../../support/node.ts'
import { stepAt } from '../../../support/snapshot.ts'

const causes = (pool: object, asks: object, limits?: Hints['limits']) =>
  fitCauses(
    stepAt('08:00', {
      config: userPool({ seat: { requests: { memory: '2Gi' } }, ...pool }),
      nodes: [node()],
      events: [{ title: 'Data 8', asks: { user: asks } }],
      ...(limits ? { hints: { limits } } : {}),
    }),
  ).map(({ kind, text, doing }) => [kind, text, doing.copy])

describe('a class that will not fit', () => {
  it('names its limit and how that is raised', () => {
    const [[kind, text, copy] = []] = causes({ maxPlaceholders: 4 }, { students: 350 })
    assert.equal(kind, 'does not fit')
    assert.match(text ?? '', /^"Data 8", Tue 24 Mar 09:00, needs 22 placeholders; the pool can have 4 placeholders/)
    assert.equal(copy, 'nodePools: {user: {maxPlaceholders: 22}}')
  })
  it('of a quota and of a NodePool likewise', () => {
    const quotas = [{ name: 'compute', namespace: 'hub', most: { memory: 64 * 2 ** 30 } }]
    assert.equal(
      causes({}, { students: 350 }, { karpenterPools: [], quotas })[0]?.[2],
      'kubectl -n hub edit resourcequota compute',
    )
    const karpenterPools = [{ name: 'default', labels: poolLabels('user'), choices: {}, limits: { nodes: 4 } }]
    assert.equal(causes({}, { students: 350 }, { karpenterPools, quotas: [] })[0]?.[2], 'kubectl edit nodepool default')
  })
  it('is none where only placeholders are asked for, or all fits', () => {
    assert.deepEqual(causes({ maxPlaceholders: 4 }, { integer: 6 }), [])
    assert.deepEqual(causes({}, { students: 20 }), [])
  })
})
