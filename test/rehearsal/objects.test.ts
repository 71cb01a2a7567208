import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { podFrom, type RawPod } from '../../src/domain/cluster/pod.ts'
import { dummyOf, fuseOf, nameOfDummy } from '../../src/rehearsal/objects.ts'
import { arrivalsOf } from '../../src/rehearsal/plan.ts'
import { userPool } from '../support/config.ts'
import { kindsOf } from '../support/pod.ts'
import { plan } from './support.ts'

const TEMPLATE = {
  metadata: { labels: { team: 'a' }, annotations: { note: 'b' } },
  spec: { nodeSelector: { a: 'b' }, containers: [{ name: 'pause' }], restartPolicy: 'Always' },
}

describe('when users arrive', () => {
  const table: [string, number, number, number[]][] = [
    ['evenly, the first at once and the last at the end', 5, 120_000, [0, 30_000, 60_000, 90_000, 120_000]],
    ['at whole milliseconds', 4, 100, [0, 33, 67, 100]],
    ['all at once', 3, 0, [0, 0, 0]],
    ['one alone, at once', 1, 120_000, [0]],
  ]
  for (const [what, users, overMs, wanted] of table)
    it(what, () => assert.deepEqual(arrivalsOf(plan({ users, overMs })), wanted))
})

describe('a dummy', () => {
  const dummy = dummyOf(plan(), TEMPLATE, 2, 'fuse-uid') as RawPod & { readonly spec: object }

  it('is what the template says, under a name that another try gives again', () => {
    assert.equal(dummy.metadata?.name, 'rehearsal-k3x9-2')
    assert.equal(dummy.metadata?.name, nameOfDummy(plan(), 2))
    assert.deepEqual(dummy.spec, TEMPLATE.spec)
    assert.deepEqual(dummy.metadata?.annotations, { note: 'b' })
    assert.equal(dummy.metadata?.labels?.team, 'a')
  })
  it('belongs to the fuse, which does not control it: autoscalers see a bare pod, as a user’s is', () => {
    assert.deepEqual(dummy.metadata?.ownerReferences, [
      { apiVersion: 'batch/v1', kind: 'Job', name: 'rehearsal-k3x9', uid: 'fuse-uid' },
    ])
  })
  it('counts as a user, though no culler would take it for one', () => {
    assert.equal(podFrom(dummy, kindsOf(userPool()))?.kind, 'user')
    assert.equal(dummy.metadata?.labels?.component, undefined)
  })
})

it('the fuse makes no pods, and is gone when all that was planned is over', () => {
  const { metadata, spec } = fuseOf(plan({ keepMs: 300_000 }), TEMPLATE) as {
    metadata: { name: string }
    spec: Record<string, unknown>
  }
  assert.equal(metadata.name, 'rehearsal-k3x9')
  assert.equal(spec.parallelism, 0)
  assert.equal(spec.activeDeadlineSeconds, 20 + 60 + 300 + 60)
  assert.equal(spec.ttlSecondsAfterFinished, 0)
})
