import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { comingTo } from '../../../../src/domain/snapshot/waiting/coming.ts'
import { poolIn, userPool } from '../../../support/config.ts'
import { type NodeSpec, node } from '../../../support/node.ts'
import type { World } from '../../../support/observed.ts'
import { pod } from '../../../support/pod.ts'
import { stepAt } from '../../../support/snapshot.ts'
import { at, MINUTE } from '../../../support/time.ts'

const CONFIG = userPool({ replicas: 2, seat: { requests: { memory: '2Gi' } } })
const booting = (name: string, created: string, more: NodeSpec = {}) =>
  node({ name, created: at(created), notReadySince: at(created), ...more })
const waits = (uid: string) => pod({ placeholder: 'user', uid, memory: '28Gi', unschedulableSince: at('08:55') })
const word = (podUid: string, time: string, isRefusal: boolean, by = 'cluster-autoscaler') => ({
  podUid,
  by,
  message: '',
  atMs: at(time),
  isRefusal,
})

const coming = (world: World) => {
  const { decision, observed } = stepAt('09:00', { config: CONFIG, ...world })
  const decided = decision.pools.get('user')
  assert.ok(decided)
  return comingTo(poolIn(CONFIG), decided, observed, at('09:00'))
}
const said = (...words: readonly ReturnType<typeof word>[]) => ({
  schedulingEvents: new Map(words.map((one, n) => [String(n), one])),
})

describe('nodes that are on their way', () => {
  it('are none that anybody knows of', () => {
    assert.equal(coming({ nodes: [node()] }), undefined)
    assert.equal(coming({ pods: [waits('a')] }), undefined)
  })
  it('are those that are not ready yet: when, by how long boots take from their creation on', () =>
    assert.deepEqual(coming({ nodes: [booting('n1', '08:58'), booting('n2', '08:56')] }), {
      nodes: 2,
      at: '2026-03-24T09:06:00Z',
      isLate: false,
    }))
  it('have as many seats as a node of the pool', () =>
    assert.equal(
      coming({ nodes: [node({ name: 'n0' }), booting('n1', '08:58')], events: [{ asks: { user: { students: 20 } } }] })
        ?.seats,
      16,
    ))
  it('are late when they should serve', () => assert.equal(coming({ nodes: [booting('n1', '08:49')] })?.isLate, true))
  it('are not those that were lost, or do not come any more', () =>
    assert.equal(coming({ nodes: [booting('n1', '08:20'), node({ notReadySince: at('08:59') })] }), undefined))
  it('are not those whose pods could not be there', () => {
    const taints = [{ key: 'x', effect: 'NoSchedule' }]
    assert.equal(coming({ nodes: [booting('n1', '08:58', { taints })] }), undefined)
    assert.equal(coming({ nodes: [booting('n1', '08:58', { cordoned: true })] }), undefined)
  })
  it('are those that an autoscaler said it boots for placeholders that wait, as its last word', () => {
    const pods = [waits('a'), waits('b')]
    assert.deepEqual(coming({ pods, hints: said(word('a', '08:55', false), word('b', '08:57', false)) }), {
      nodes: 2,
      at: '2026-03-24T09:05:00Z',
      isLate: false,
    })
    const words = [word('a', '08:55', false), word('a', '08:57', true), word('gone', '08:58', false)]
    assert.equal(coming({ pods, hints: said(...words) }), undefined)
    assert.equal(coming({ pods, hints: said(...words, word('a', '08:58', false)) })?.nodes, 1)
    assert.equal(coming({ pods, hints: said(word('a', '08:58', false, 'default-scheduler')) }), undefined)
  })
  it('count once where they are both', () => {
    const hints = said(word('a', '08:55', false), word('b', '08:57', false))
    const { nodes } = coming({ nodes: [booting('n1', '08:58')], pods: [waits('a'), waits('b')], hints }) ?? {}
    assert.equal(nodes, 2)
  })
  it('are looked for as long as a boot may take', () =>
    assert.equal(
      coming({ nodes: [booting('n1', '08:31')] })?.at,
      new Date(at('08:31') + 10 * MINUTE).toISOString().replace('.000', ''),
    ))
})
