import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { disruptionExamined } from '../../../src/domain/doctor/disruption-api.ts'
import { only, told } from './support.ts'

const scheduler = (image: string) => ({ namespace: 'jhub', name: 'user-scheduler', image })

describe('PodDisruptionBudgets', () => {
  it('are served as policy/v1', () => assert.deepEqual(told(disruptionExamined(['v1'], [])), []))
  it('are served in their old form alone', () =>
    assert.match(
      only(disruptionExamined(['v1beta1'], [])),
      /^broken PodDisruptionBudget: .*\(of policy it serves v1beta1\).* → podDisruptionBudget: \{create: false\}$/,
    ))
  it('are not served at all', () => assert.match(only(disruptionExamined([], [])), /it serves nothing/))
})

describe('a user-scheduler that lists them as v1beta1', () => {
  for (const image of ['registry.k8s.io/kube-scheduler:v1.19.13', 'k8s.gcr.io:5000/kube-scheduler:v1.20.15@sha256:0'])
    it(`${image} places nobody where that is gone`, () => {
      const said = only(disruptionExamined(['v1'], [scheduler(image)]))
      assert.match(said, /^broken deployment user-scheduler in jhub: .*failed to list \*v1beta1\.PodDisruptionBudget/)
      assert.match(said, /→ helm upgrade jupyterhub jupyterhub\/jupyterhub --namespace jhub/)
    })
  for (const image of [
    'registry.k8s.io/kube-scheduler:v1.21.0',
    'registry.k8s.io/kube-scheduler:v1.35.2',
    'ours/scheduler',
  ])
    it(`${image} does not`, () => assert.deepEqual(told(disruptionExamined(['v1'], [scheduler(image)])), []))
  it('is well where it is still served', () =>
    assert.deepEqual(told(disruptionExamined(['v1', 'v1beta1'], [scheduler('kube-scheduler:v1.19.13')])), []))
})
