import assert from 'node:assert/strict'
import { it } from 'node:test'
import { NODE_STATES, nodesByState } from '../../../src/domain/figures/node-states.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const config = userPool()

it('each node is in one state, and those that are not ready yet boot', () => {
  const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const
  const { rooms } = poolOf(
    decideAt('09:00', {
      config,
      nodes: [
        node({ name: 'empty' }),
        node({ name: 'held' }),
        node({ name: 'full' }),
        node({ name: 'cordoned', cordoned: true }),
        node({ name: 'young', created: at('08:59'), notReadySince: at('08:59'), taints: [NOT_READY] }),
      ],
      pods: [pod({ placeholder: 'user', on: 'held' }), pod({ user: 'ada', on: 'full', memory: '32Gi' })],
    }),
  )
  const counts = nodesByState(rooms, poolIn(config))
  assert.deepEqual(Object.keys(counts), [...NODE_STATES])
  assert.deepEqual(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)), {
    booting: 1,
    full: 1,
    grace: 1,
    holding: 1,
    unusable: 1,
  })
})
