import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userTolerations } from '../../../src/domain/cluster/pool.ts'
import { given } from '../../../src/domain/given.ts'
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
  return seatsThere(rooms, {
    pods: seen.pods,
    seat: { memory: 2 * GIB },
    tolerations: userTolerations(poolIn(config)),
    nowMs: at('09:00'),
  })
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
  it('come with a node that serves and still pulls the image; with its images they are there', () => {
    const puller = (runningAt?: number) =>
      pod({
        daemon: 'continuous-image-puller',
        on: 'n1',
        labels: { component: 'continuous-image-puller' },
        ...given({ runningAt }),
      })
    const nodes = [large('n1', { created: at('08:58') })]
    assert.deepEqual(there({ nodes, pods: [puller()] }), { open: 0, coming: 4 })
    assert.deepEqual(there({ nodes, pods: [puller(at('08:59'))] }), { open: 4, coming: 0 })
  })
  it('likewise where a placeholder brings the image: once it runs', () => {
    const carrier = (runningAt?: number) =>
      pod({
        placeholder: 'user',
        on: 'n1',
        memory: '7Gi',
        carries: ['quay.io/hub/data8:1'],
        boundAt: at('08:58'),
        ...(runningAt === undefined ? { waitsFor: 'PodInitializing' } : { runningAt }),
      })
    const nodes = [large('n1', { created: at('08:58') })]
    assert.deepEqual(there({ nodes, pods: [carrier()] }), { open: 0, coming: 4 })
    assert.deepEqual(there({ nodes, pods: [carrier(at('08:59'))] }), { open: 4, coming: 0 })
    const has = [large('n1', { created: at('08:58'), images: ['quay.io/hub/data8:1'] })]
    assert.deepEqual(there({ nodes: has, pods: [carrier()] }), { open: 4, coming: 0 }, 'the node says that it has it')
  })
})
