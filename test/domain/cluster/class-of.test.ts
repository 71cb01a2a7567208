import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { userPool } from '../../support/config.ts'
import { kindsOf, type PodSpec, pod } from '../../support/pod.ts'

const config = userPool(
  {},
  {
    classes: {
      lab: { image: 'hub/data8:*', labelSelector: 'section in (1, 2)' },
      data8: { image: 'hub/data8:*' },
      cs61a: { profile: 'CS 61A', namespaces: ['hub', 'hub2'] },
      stat20: { labelSelector: 'course=stat20' },
    },
  },
)
const classOf = (spec: PodSpec) => pod({ user: 'ada', ...spec }, kindsOf(config)).ofClass

describe('the class of a pod', () => {
  const table: [string, PodSpec, string | undefined][] = [
    ['by its image', { image: 'hub/data8:2026' }, 'data8'],
    ['not by another one', { image: 'hub/data100:2026' }, undefined],
    ['by a label', { labels: { course: 'stat20' } }, 'stat20'],
    ['by a profile', { annotations: { 'warmseats.io/profiles': 'base, CS 61A' } }, 'cs61a'],
    ['in its namespaces alone', { annotations: { 'warmseats.io/profiles': 'CS 61A' }, namespace: 'other' }, undefined],
    ['not by a part of the name of a profile', { annotations: { 'warmseats.io/profiles': 'CS 61AS' } }, undefined],
    ['only if all fits, and the first that fits', { image: 'hub/data8:1', labels: { section: '2' } }, 'lab'],
    ['of nothing that is known', {}, undefined],
  ]
  for (const [what, spec, expected] of table) it(what, () => assert.equal(classOf(spec), expected))
  it('is a user’s alone', () =>
    assert.equal(pod({ placeholder: 'user', image: 'hub/data8:1' }, kindsOf(config)).ofClass, undefined))
  it('is all that is kept of what it was told by', () => {
    const told = pod({ user: 'ada', uid: 'a', image: 'hub/data8:2026', labels: { course: 'x' } }, kindsOf(config))
    const { ofClass, pulls: _, ...rest } = told
    assert.equal(ofClass, 'data8')
    assert.deepEqual(rest, pod({ user: 'ada', uid: 'a' }, kindsOf(config)))
  })
})
