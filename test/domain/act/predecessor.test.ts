import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diff } from '../../../src/domain/act/diff.ts'
import { takeover } from '../../../src/domain/act/predecessor.ts'
import type { PlaceholderDeployment } from '../../../src/domain/cluster/deployment.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { deployment, predecessors, seen } from '../../support/deployment.ts'
import { observed } from '../../support/observed.ts'
import { at, iso } from '../../support/time.ts'

const two = userPool({ replicas: 2 })

describe('a Deployment of the predecessor', () => {
  const sized = poolOf(decideAt('09:00', { config: two }))
  it('is taken over: this one is deleted, and ours is made when it is gone', () => {
    const old = predecessors()
    const action = takeover(sized, old)
    assert.ok(action?.type === 'delete deployment' && action.reason === 'takeover')
    assert.deepEqual(
      [action.name, action.namespace, action.uid, action.resourceVersion],
      [old.name, old.namespace, old.uid, old.resourceVersion],
    )
    assert.match(action.because, /^node-placeholder-scaler made it, .*; it is replaced once$/)
  })
  it('is not deleted twice', () =>
    assert.equal(takeover(sized, predecessors({ metadata: { deletionTimestamp: iso(at('08:59')) } })), undefined))
  it('stays while nothing could take its place: no size is known', () => {
    const sizeless = poolOf(decideAt('09:00', { config: userPool({ replicas: 2, resources: null }) }))
    assert.equal(takeover(sizeless, predecessors()), undefined)
  })
})

describe('the predecessor still at work beside us', () => {
  const problems = (...deployments: readonly PlaceholderDeployment[]) => {
    const sight = observed({ config: two, deployments })
    return diff(decide(sight, NO_MEMORY, at('09:00')), sight).problems
  }
  const controller = (replicas: number, image = 'host/core/node-placeholder-scaler:0.0.1') =>
    seen({
      metadata: { name: 'node-placeholder-scaler', namespace: 'hub', uid: 'c' },
      spec: { replicas, template: { spec: { containers: [{ name: 'c', image }] } } },
    })
  const ours = deployment({ config: two, replicas: 2 })

  it('is named with the command that stops it', () => {
    const found = problems(ours, controller(1))
    assert.equal(found.length, 1)
    assert.match(found[0]?.text ?? '', /kubectl --namespace hub scale deployment node-placeholder-scaler --replicas=0/)
  })
  it('is not named once it is stopped', () => assert.deepEqual(problems(ours, controller(0)), []))

  const images: [string, boolean][] = [
    ['node-placeholder-scaler', true],
    ['node-placeholder-scaler:0.0.1', true],
    ['host:5000/core/node-placeholder-scaler@sha256:abc', true],
    ['host/core/another-node-placeholder-scaler:0.0.1', false],
    ['host/node-placeholder-scaler/web:1', false],
  ]
  for (const [image, isNamed] of images)
    it(`${image} is ${isNamed ? 'it' : 'something else'}`, () =>
      assert.equal(problems(ours, controller(1, image)).length, isNamed ? 1 : 0))

  const applied = (ms: number): PlaceholderDeployment =>
    deployment({
      config: two,
      replicas: 2,
      managedFields: [{ manager: 'kubectl-client-side-apply', operation: 'Update', time: iso(ms), fieldsV1: {} }],
    })
  it('is named where it wrote to a Deployment of ours, with the command that stops it', () => {
    const [found, ...others] = problems(applied(at('08:58')))
    assert.deepEqual([found?.where, others], ['Deployment hub/user-placeholder', []])
    assert.match(
      found?.text ?? '',
      /`kubectl apply` writes it too.*kubectl --namespace hub scale deployment node-placeholder-scaler --replicas=0/,
    )
  })
  it('is not named where it wrote longer ago than it waits', () => assert.deepEqual(problems(applied(at('08:55'))), []))
  it('is not named where it wrote to what is not ours yet', () => assert.deepEqual(problems(predecessors()), []))
})
