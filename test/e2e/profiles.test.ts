import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { applyProfiles } from '../../src/domain/profiles/apply.ts'
import type { PodManifest } from '../../src/domain/profiles/pod-manifest.ts'
import { readProfiles } from '../../src/domain/profiles/read.ts'
import { ApiError, type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import { profilesYaml, spawn, userPod } from '../support/profile-worlds.ts'

const { skip } = await controlPlane()
const PODS = '/api/v1/namespaces/default/pods'

describe('a pod with profiles', { skip }, () => {
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
    await eventually('the ServiceAccount that pods need', () =>
      cluster.request('GET', '/api/v1/namespaces/default/serviceaccounts/default').catch(() => undefined),
    )
  })
  after(() => cluster?.stop())

  const objection = (pod: unknown): Promise<string> =>
    cluster.request('POST', `${PODS}?dryRun=All&fieldValidation=Strict`, pod).then(
      () => '',
      (error: unknown) => (error instanceof ApiError ? error.message : Promise.reject(error)),
    )

  test('is one that the API server takes, whatever 200 sets of profiles say', async () => {
    const worlds = fc.sample(fc.tuple(profilesYaml, userPod, spawn), { numRuns: 200, seed: 6 })
    let given = 0
    for (const [yaml, plain, who] of worlds) {
      const { pod, origins } = applyProfiles(plain, readProfiles(yaml, 'p.yaml').set, who)
      assert.equal(await objection(manifest(pod)), '', yaml)
      given += origins.length
    }
    assert.ok(given > 1000, `profiles gave ${given} fields`)
  })

  test('and it does object, where a limit is below its request', async () => {
    const resources = { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } }
    const pod = manifest({ spec: { containers: [{ name: 'notebook', image: 'base:1', resources }] } })
    assert.match(await objection(pod), /must be less than or equal to memory limit/)
  })
})

const manifest = (pod: PodManifest) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...pod,
  metadata: { name: 'jupyter-ada', ...pod.metadata },
})
