import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { load } from 'js-yaml'
import { cutToBytes, LONGEST_NOTE } from '../../../src/domain/cut-to-bytes.ts'
import { applyProfiles } from '../../../src/domain/profiles/applying/apply.ts'
import type { PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import { readProfiles } from '../../../src/domain/profiles/reading/read.ts'
import { ApiError, type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { profilesYaml, spawn, userPod } from '../../support/profile-worlds.ts'
import { fc } from '../../support/properties.ts'
import { REFUSED, TAKEN } from '../../support/refused-values.ts'

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

  it('is one that the API server takes, whatever 200 sets of profiles say', async () => {
    const worlds = fc.sample(fc.tuple(profilesYaml, userPod, spawn), { numRuns: 200, seed: 6 })
    let given = 0
    for (const [yaml, plain, who] of worlds) {
      const { pod, origins } = applyProfiles(plain, readProfiles(yaml, 'p.yaml').set, who)
      assert.equal(await objection(manifest(pod)), '', yaml)
      given += origins.length
    }
    assert.ok(given > 1000, `profiles gave ${given} fields`)
  })

  const BARE: PodManifest = { spec: { containers: [{ name: 'notebook', image: 'base:1' }] } }
  const applied = (profile: string) =>
    applyProfiles(BARE, readProfiles(`profiles: [${profile}]`, 'p.yaml').set, { user: 'ada', image: 'base:1' }).pod

  for (const [what, profile] of REFUSED)
    it(`and it does object to ${what}, which no profile gives`, async () => {
      assert.match(await objection(manifest(unread(profile))), / 422 Pod "jupyter-ada" is invalid/)
      assert.equal(await objection(manifest(applied(profile))), '')
    })

  it('it takes what stands as close to those as can be', async () => {
    for (const [what, profile] of TAKEN)
      for (const pod of [unread(profile), applied(profile)]) assert.equal(await objection(manifest(pod)), '', what)
  })

  it('it takes a profile whatever its name', async () => {
    const name = 'ü'.repeat(150_000)
    assert.equal(await objection(manifest(applied(`{name: ${name}, env: {A: b}}`))), '')
    const annotations = { 'warmseats.io/profiles': name }
    assert.match(await objection(manifest({ ...BARE, metadata: { annotations } })), /metadata.annotations: Too long/)
  })

  it('a note of an Event may be as many bytes long as ours are, and no byte more', async () => {
    const told = (note: string) => ({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'profiles.1', namespace: 'default' },
      eventTime: '2026-03-24T08:50:00.000000Z',
      ...{ reportingController: 'warmseats', reportingInstance: 'w', action: 'Read', reason: 'ProfilesProblem' },
      ...{ type: 'Warning', note, regarding: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', namespace: 'default' } },
    })
    const path = '/apis/events.k8s.io/v1/namespaces/default/events?dryRun=All'
    const post = (note: string) => cluster.request('POST', path, told(note))
    await post(cutToBytes('ü'.repeat(2000), LONGEST_NOTE))
    await assert.rejects(post('ü'.repeat(513)), /can have at most 1024/)
  })

  it('and it does object, where a limit is below its request', async () => {
    const resources = { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } }
    const pod = manifest({ spec: { containers: [{ name: 'notebook', image: 'base:1', resources }] } })
    assert.match(await objection(pod), /must be less than or equal to memory limit/)
  })
})

/** What a profile says as it stands there, as nobody has read it. */
function unread(profile: string): PodManifest {
  const { env, resources, node_tolerations, node_affinity } = load(profile) as Readonly<Record<string, unknown>>
  const { limits } = (resources ?? {}) as { readonly limits?: object }
  const container = { name: 'notebook', image: 'base:1', env, resources: { limits, requests: limits } }
  const spec = { containers: [container], tolerations: node_tolerations, affinity: { nodeAffinity: node_affinity } }
  return { spec } as PodManifest
}

const manifest = (pod: PodManifest) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...pod,
  metadata: { name: 'jupyter-ada', ...pod.metadata },
})
