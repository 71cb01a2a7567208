import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userTolerations } from '../../../src/domain/cluster/pool.ts'
import { survey } from '../../../src/domain/room/survey.ts'
import { seatsThere } from '../../../src/domain/verdict/seats-there.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const GIB = 2 ** 30
const config = userPool({ resources: { requests: { memory: '7Gi' } } })

/** Seats of 2 GiB on nodes of 8. */
function there(world: World) {
  const seen = observed({ config, ...world })
  const rooms = survey(seen, {}, at('09:00')).byPool.get('user') ?? []
  return seatsThere(rooms, seen.pods.occupancy, { memory: 2 * GIB }, userTolerations(poolIn(config)))
}
const large = (name: string, more: NodeSpec = {}) => node({ name, memory: '8Gi', ...more })

describe('the seats that people would find', () => {
  it('are those beside others, and those that placeholders give way for', () =>
    assert.deepEqual(
      there({
        nodes: [large('n1'), large('n2'), large('n3')],
        pods: [pod({ user: 'ada', on: 'n1', memory: '2Gi' }), pod({ placeholder: 'user', on: 'n2', memory: '7Gi' })],
      }),
      { open: 3 + 4 + 4, coming: 0 },
    ))
  it('come with a node that is not ready yet, and not with one that is cordoned', () =>
    assert.deepEqual(there({ nodes: [large('n1', { notReadySince: at('08:55') }), large('n2', { cordoned: true })] }), {
      open: 0,
      coming: 4,
    }))
})
