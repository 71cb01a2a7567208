import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deploymentFrom } from '../../../src/domain/cluster/deployment.ts'
import { AT_LEAST, PAUSE } from '../../../src/domain/cluster/hand.ts'
import { annotatedByHand, deployment, OWNER, predecessors, scaledByHand, seen } from '../../support/deployment.ts'
import { at, iso } from '../../support/time.ts'

describe('what is read of a Deployment', () => {
  it('ours: count, pool, owner, size', () => {
    const ours = deployment({ replicas: 3 })
    assert.deepEqual([ours.name, ours.namespace, ours.replicas, ours.poolLabel], ['user-placeholder', 'hub', 3, 'user'])
    assert.deepEqual(ours.ownerUids, [OWNER.uid])
    assert.deepEqual(ours.requests, { memory: 28 * 2 ** 30 })
    assert.deepEqual([ours.deleting, ours.cannotCreate, ours.scaledBy], [false, undefined, undefined])
  })
  it("the predecessor's: no pool, no owner", () => {
    const old = predecessors()
    assert.deepEqual([old.poolLabel, old.ownerUids], [undefined, []])
  })
  it('that it is being deleted', () => assert.ok(deployment({ deleting: true }).deleting))
  it('why its pods cannot be created, as long as that is so', () => {
    assert.equal(deployment({ cannotCreate: 'exceeded quota' }).cannotCreate, 'exceeded quota')
    const condition = (given: object) =>
      seen({ metadata: { name: 'x' }, status: { conditions: [{ type: 'ReplicaFailure', ...given }] } }).cannotCreate
    assert.equal(condition({ status: 'False', message: 'exceeded quota' }), undefined)
    assert.equal(condition({ status: 'True', reason: 'FailedCreate' }), 'FailedCreate')
    assert.equal(typeof condition({ status: 'True' }), 'string')
  })
  it('1 replica where it says none, 0 where it says 0', () => {
    assert.equal(seen({ metadata: { name: 'x' } }).replicas, 1)
    assert.equal(seen({ metadata: { name: 'x' }, spec: { replicas: 0 } }).replicas, 0)
  })
  it('nothing of an object without a name', () => assert.equal(deploymentFrom({ spec: { replicas: 1 } }), undefined))
})

describe('who else wrote the count', () => {
  const entry = (manager: string, ms: number) => ({
    manager,
    time: iso(ms),
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  })
  const scaledBy = (...managedFields: object[]) => deployment({ managedFields }).scaledBy
  const table: [string, string | undefined, string | undefined][] = [
    ['nobody', scaledBy(), undefined],
    ['a person', scaledBy(scaledByHand()), 'kubectl'],
    ['the latest of two', scaledBy(entry('hpa', at('08:00')), entry('kubectl-edit', at('08:30'))), 'kubectl-edit'],
    [
      'nobody who wrote something else',
      scaledBy({
        manager: 'kube-controller-manager',
        time: iso(at('08:59')),
        fieldsV1: { 'f:status': { 'f:replicas': {} } },
      }),
      undefined,
    ],
    ['nobody where fields are not told', scaledBy({ manager: 'x' }, { manager: 'y', fieldsV1: null }), undefined],
  ]
  for (const [name, actual, expected] of table) it(name, () => assert.equal(actual, expected))
})

describe("when a person's annotations were written", () => {
  const written = (...managedFields: object[]) => deployment({ managedFields }).writtenMs
  it('each on its own', () =>
    assert.deepEqual(
      written(annotatedByHand(AT_LEAST, at('08:00')), {
        ...annotatedByHand(PAUSE, at('08:30')),
        manager: 'kubectl-edit',
      }),
      {
        [AT_LEAST]: at('08:00'),
        [PAUSE]: at('08:30'),
      },
    ))
  it('the last time, of several', () =>
    assert.deepEqual(written(annotatedByHand(PAUSE, at('08:30')), annotatedByHand(PAUSE, at('08:00'))), {
      [PAUSE]: at('08:30'),
    }))
  it('unknown where the API does not tell', () => {
    assert.deepEqual(written(), {})
    assert.deepEqual(written({ ...annotatedByHand(PAUSE, at('08:00')), time: 'soon' }), {})
    assert.deepEqual(written(annotatedByHand('example.org/other', at('08:00'))), {})
  })
})
