import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { placementOf } from '../../../src/domain/act/placement.ts'
import type { Size } from '../../../src/domain/room/size.ts'
import { type ConfigValues, poolIn, userPool } from '../../support/config.ts'

const LABELS = { 'warmseats.io/pool': 'user' }
const SIZE: Size = { requests: { memory: 2 ** 30 }, from: 'config' }
const APART = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } }
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const USERS = { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname' } }

/** What a pool's placeholders get by these values. */
function placed(placeholder: ConfigValues['placeholder'] = {}, onePerNode = false) {
  const from = userPool({ onePerNode }, { placeholder })
  return placementOf(poolIn(from), SIZE, LABELS, from.placeholder.placement)
}

describe('where placeholders go', () => {
  it('over zones, if nothing is said', () => {
    const spread = {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: LABELS },
    }
    assert.deepEqual(placed(), { topologySpreadConstraints: [spread] })
    assert.deepEqual(placed({ affinity: null, topologySpreadConstraints: null, schedulerName: null }), placed())
  })
  it('nobody spreads them where the list is empty', () => {
    assert.deepEqual(placed({ topologySpreadConstraints: [] }), {})
  })
  it('a constraint that says whom it counts keeps that', () => {
    const own = { maxSkew: 2, topologyKey: 'rack', labelSelector: {} }
    assert.deepEqual(placed({ topologySpreadConstraints: [own] }), { topologySpreadConstraints: [own] })
  })
  const affinity = {
    nodeAffinity: { [REQUIRED]: { nodeSelectorTerms: [] } },
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [USERS],
      [REQUIRED]: [{ topologyKey: 'rack' }],
    },
  }
  it('by the affinity of the values', () => {
    assert.deepEqual(placed({ topologySpreadConstraints: [], affinity }), { affinity })
  })
  it('one to a node stays one to a node beside it', () => {
    assert.deepEqual(placed({ topologySpreadConstraints: [], affinity }, true), {
      affinity: {
        ...affinity,
        podAntiAffinity: { ...affinity.podAntiAffinity, [REQUIRED]: [{ topologyKey: 'rack' }, APART] },
      },
    })
    assert.deepEqual(placed({ topologySpreadConstraints: [] }, true), {
      affinity: { podAntiAffinity: { [REQUIRED]: [APART] } },
    })
  })
  it('by the scheduler of the values', () => {
    assert.deepEqual(placed({ topologySpreadConstraints: [], schedulerName: 'warmseats-packing' }), {
      schedulerName: 'warmseats-packing',
    })
  })
})
