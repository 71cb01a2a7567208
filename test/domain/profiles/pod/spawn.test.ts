import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { spawnOf } from '../../../../src/domain/profiles/pod/spawn.ts'
import { spawned } from '../../../support/profiles.ts'

describe('whose pod it is', () => {
  it('the annotation has the name as it is, and what was chosen', () => {
    const annotations = { 'warmseats.io/size': 'Large', 'warmseats.io/gpu-type': 't4' }
    const pod = spawned({ user: 'ada@example.org', image: 'quay.io/a:1', annotations })
    assert.deepEqual(spawnOf(pod), { user: 'ada@example.org', image: 'quay.io/a:1', size: 'Large', gpuType: 't4' })
  })
  it('else the hub’s variable, else the label', () => {
    const env = [{ name: 'JUPYTERHUB_USER', value: 'ada@example.org' }]
    const labels = { 'hub.jupyter.org/username': 'ada-example-org---d0f4a1b2' }
    assert.equal(spawnOf({ metadata: { labels }, spec: { containers: [{ env }] } })?.user, 'ada@example.org')
    assert.equal(spawnOf({ metadata: { labels } })?.user, 'ada-example-org---d0f4a1b2')
  })
  it('nobody’s', () => assert.equal(spawnOf({ spec: { containers: [{ image: 'a' }] } }), undefined))
})
