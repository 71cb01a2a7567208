import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type AutoscalerInput, autoscalerExamined } from '../../../src/domain/doctor/autoscaler.ts'
import { seen, unseen } from '../../../src/domain/doctor/looked.ts'
import { node } from '../../support/node.ts'
import { at } from '../../support/time.ts'
import { only, told } from './support.ts'

const examine = (more: Partial<AutoscalerInput>) =>
  autoscalerExamined({
    status: seen(undefined),
    nodePools: seen(undefined),
    nodes: [node()],
    nowMs: at('09:00'),
    ...more,
  })

const status = (group: string, time = '2026-03-24 08:59:50.1 +0000 UTC') =>
  seen(`time: ${time}\nautoscalerStatus: Running\nnodeGroups:\n- {name: users, ${group}}`)
const GOOD = 'health: {cloudProviderTarget: 2, maxSize: 9}, scaleUp: {status: NoActivity}'

describe('Cluster Autoscaler', () => {
  it('is there', () =>
    assert.deepEqual(examine({ status: status(GOOD) }).well, ['Cluster Autoscaler is Running: 1 node group']))
  it('has been silent', () =>
    assert.match(
      only(examine({ status: status(GOOD, '2026-03-24 08:54:00 +0000 UTC') })),
      /^broken cluster-autoscaler: Cluster Autoscaler wrote its status 6 min ago: it does not run/,
    ))
  it('in another zone it is not late', () =>
    assert.deepEqual(told(examine({ status: status(GOOD, '2026-03-24 09:59:50 +0100 CET') })), []))
  it('is at the maximum of a group', () =>
    assert.match(
      only(examine({ status: status('health: {cloudProviderTarget: 9, maxSize: 9}') })),
      /^warning node group users: it is at its maximum of 9 nodes: .* → kubectl -n kube-system edit deployment cluster-autoscaler/,
    ))
  it('a group that may have none is not full', () =>
    assert.deepEqual(told(examine({ status: status('health: {cloudProviderTarget: 0, maxSize: 0}') })), []))
  it('could not make a node', () =>
    assert.match(
      only(examine({ status: status('scaleUp: {status: Backoff, backoffInfo: {errorCode: OUT_OF_STOCK}}') })),
      /^broken node group users: its last node could not be made \(OUT_OF_STOCK\)/,
    ))
  it('writes what is not understood', () => {
    const { well, unchecked } = examine({ status: seen('something else') })
    assert.deepEqual([well, unchecked.map(({ what }) => what)], [[], ['how Cluster Autoscaler is']])
  })
})

describe('Karpenter', () => {
  const pool = (name: string, conditions: readonly object[] = []) => ({ metadata: { name }, status: { conditions } })
  const ready = { type: 'Ready', status: 'False', message: 'NodeClass not found' }
  it('is there', () =>
    assert.deepEqual(examine({ nodePools: seen([pool('user'), pool('lab')]) }).well, [
      'Karpenter is there: NodePool user, lab',
    ]))
  it('has a NodePool that is not ready', () =>
    assert.match(
      only(examine({ nodePools: seen([pool('user', [ready]), pool('lab')]) })),
      /^broken NodePool user: .*: NodeClass not found → kubectl describe nodepool user$/,
    ))
})

describe('nobody who makes nodes', () => {
  it('is seen', () =>
    assert.match(
      only(examine({})),
      /^warning autoscaler: no autoscaler is seen \(no ConfigMap .*, no Karpenter\): .* → helm upgrade --install cluster-autoscaler/,
    ))
  it('is seen on a cloud that has one', () =>
    assert.match(
      only(examine({ nodePools: seen([]), nodes: [node({ labels: { 'cloud.google.com/gke-nodepool': 'users' } })] })),
      /on this GKE cluster \(.*Karpenter without a NodePool\).* → gcloud container clusters update/,
    ))
  it('may be there where one may not look', () => {
    const { findings, unchecked } = examine({ status: unseen('forbidden'), nodePools: unseen('forbidden too') })
    assert.deepEqual([findings, unchecked.map(({ because }) => because)], [[], ['forbidden', 'forbidden too']])
  })
  it('one that is seen is enough', () =>
    assert.deepEqual(examine({ status: status(GOOD), nodePools: unseen('forbidden') }).unchecked, []))
})
