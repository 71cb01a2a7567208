import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mergeProfiles } from '../../src/domain/profiles/merging/merge.ts'
import type { DeployRequest } from '../../src/domain/profiles/services/deploy-request.ts'
import { refName } from '../../src/domain/profiles/services/service-name.ts'
import type { RawMetadata } from '../../src/domain/scheduling/kubernetes-object.ts'
import { connectionError } from '../../src/kubernetes/connection-error.ts'
import type { ApiRequest, Transport } from '../../src/kubernetes/transport.ts'
import { serviceDeployer } from '../../src/sinks/services/deploy.ts'
import { profilesIn } from '../support/profiles.ts'
import { serviceWork } from '../support/services/work.ts'
import { at } from '../support/time.ts'

/**
 * What a real API server does only in moments that no test can choose; all else is tried on a real one, in
 * test/e2e/profiles/services.test.ts.
 */
const CONFIG_MAPS = '/api/v1/namespaces/hub/configmaps'
const REF = `${CONFIG_MAPS}/${refName('ada')}`

interface Kept {
  readonly metadata: RawMetadata
}

/** @param before called with each request; what it returns takes the place of the answer */
function server(
  before: (request: ApiRequest, objects: Map<string, Kept>) => { status: number } | undefined = () => undefined,
) {
  const objects = new Map<string, Kept>()
  let version = 0
  const put = (path: string, object: object): Kept => {
    const { metadata } = object as Kept
    const old = objects.get(path)
    version += 1
    const kept = {
      ...old,
      ...object,
      metadata: { uid: `uid-${version}`, ...old?.metadata, ...metadata, resourceVersion: String(version) },
    }
    objects.set(path, kept)
    return kept
  }
  put(`${CONFIG_MAPS}/templates`, {
    metadata: { name: 'templates' },
    data: { notes: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: notes}' },
  } as Kept)
  const answer = (request: ApiRequest): { status: number; body: object } => {
    const { method, path, body = {} } = request
    const instead = before(request, objects)
    if (instead) return { ...instead, body: {} }
    if (path === '/api/v1')
      return { status: 200, body: { resources: [{ name: 'configmaps', kind: 'ConfigMap', namespaced: true }] } }
    if (method === 'GET')
      return objects.has(path) ? { status: 200, body: objects.get(path) ?? {} } : { status: 404, body: {} }
    if (method === 'POST') return { status: 201, body: put(`${path}/${(body as Kept).metadata.name}`, body) }
    return { status: 200, body: put(path, body) }
  }
  const transport: Transport = {
    request: async (request) => {
      const { status, body } = answer(request)
      const text = async () => JSON.stringify(body)
      return { status, headers: {}, body: (async function* () {})(), text, json: async () => body }
    },
  }
  return { transport, objects }
}

const work = serviceWork()

const deployer = (transport: Transport) =>
  serviceDeployer({
    transport,
    work,
    namespace: 'hub',
    namespaces: () => [],
    allowedKinds: () => [],
    now: () => at('09:00'),
    newSpawn: () => 'spawn',
    onBadTemplate: () => undefined,
  })

const notes =
  'profiles: [{services: {notes: {resources: [{name: templates, path: notes}], return: {N: metadata.name}}}}]'
const request = (more: Partial<DeployRequest> = {}): DeployRequest => ({
  services: mergeProfiles(profilesIn(notes), { user: 'ada', image: '' }).services,
  user: 'ada',
  namespace: 'hub',
  dryRun: false,
  timeoutMs: 10_000,
  ...more,
})
const MADE = { env: [{ name: 'N', value: 'notes-ada' }], failures: [], spawn: 'spawn', ref: refName('ada') }

describe('services are made', () => {
  it('again, when the garbage collector took their owner in the meantime', async () => {
    let gone = 0
    const { transport, objects } = server(({ method, path }, kept) => {
      if (method === 'PATCH' && path === `${CONFIG_MAPS}/notes-ada` && gone++ === 0) kept.delete(REF)
      return undefined
    })
    assert.deepEqual(await deployer(transport)(request()), MADE)
    const [owner] = objects.get(`${CONFIG_MAPS}/notes-ada`)?.metadata.ownerReferences ?? []
    assert.equal(owner?.uid, objects.get(REF)?.metadata.uid)
    assert.equal(gone, 2)
  })

  it('after another spawn of the user was faster, or the owner was just being made', async () => {
    const refusals = [409, 409]
    const { transport } = server(({ method, path }) => {
      const isOwner = path === REF || (path === CONFIG_MAPS && method === 'POST')
      const status = isOwner && method !== 'GET' ? refusals.pop() : undefined
      return status === undefined ? undefined : { status }
    })
    assert.deepEqual(await deployer(transport)(request()), MADE)
    assert.deepEqual(refusals, [])
  })

  it('for the spawn that the pod was given before, when the webhook is called twice for it', async () => {
    const { transport, objects } = server()
    assert.equal((await deployer(transport)(request({ spawn: 'first' }))).spawn, 'first')
    assert.equal(objects.get(REF)?.metadata.annotations?.['warmseats.io/awaits'], 'first')
  })
})

describe('an object that is there already', () => {
  const there = (metadata: RawMetadata) => {
    const { transport, objects } = server()
    objects.set(REF, { metadata: { name: refName('ada'), uid: 'ref', labels: { 'warmseats.io/service-ref': 'true' } } })
    objects.set(`${CONFIG_MAPS}/notes-ada`, { metadata: { name: 'notes-ada', ...metadata } })
    return { objects, deployed: deployer(transport)(request()) }
  }
  it('is the user’s by its owner, where an earlier version gave it another label', async () => {
    const { objects, deployed } = there({
      labels: { 'warmseats.io/service-of': 'uada-0123456789abcdef' },
      ownerReferences: [{ uid: 'ref' }],
    })
    assert.deepEqual(await deployed, MADE)
    assert.equal(objects.get(`${CONFIG_MAPS}/notes-ada`)?.metadata.labels?.['warmseats.io/service-of'], 'ada')
  })
  for (const [whose, metadata] of [
    ['with another user’s label', { labels: { 'warmseats.io/service-of': 'bob' } }],
    ['with another owner', { ownerReferences: [{ uid: 'other' }] }],
    ['of nobody', {}],
  ] as const)
    it(`is left alone ${whose}`, async () => {
      const { failures } = await there(metadata).deployed
      assert.match(failures[0]?.because ?? '', /there is a ConfigMap notes-ada that is not this user's service/)
    })
})

describe('services are missing, and the server starts', () => {
  it('when the API server says nothing until the time is over', async () => {
    const transport: Transport = {
      request: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(connectionError(signal.reason, 'https://10.0.0.1')))
        }),
    }
    const { env, failures, ref } = await deployer(transport)(request({ timeoutMs: 5 }))
    assert.deepEqual([env, ref], [[], undefined])
    assert.match(failures[0]?.because ?? '', /could not get configmaps\/templates in hub: .* did not answer in time/)
  })

  it('when an object of the server before does not go away', async () => {
    const { transport, objects } = server()
    const metadata = {
      name: 'notes-ada',
      labels: { 'warmseats.io/service-of': 'ada' },
      deletionTimestamp: '2026-03-24T08:59:00Z',
    }
    objects.set(`${CONFIG_MAPS}/notes-ada`, { metadata })
    const { failures } = await deployer(transport)(request({ timeoutMs: 20 }))
    assert.match(
      failures[0]?.because ?? '',
      /notes-ada of the server before is still being deleted; start the server again/,
    )
  })

  it('when the time for them is none that timers take', async () => {
    const { env, failures, spawn } = await deployer(server().transport)(request({ timeoutMs: 0.5, spawn: 's' }))
    assert.deepEqual([env, spawn], [[], 's'])
    assert.match(failures[0]?.because ?? '', /must be an integer/)
  })

  it('when the pod is where no services are made', async () => {
    const { failures } = await deployer(server().transport)(request({ namespace: 'kube-system' }))
    assert.deepEqual(failures, [
      {
        service: 'notes',
        because: 'services are made in listed namespaces only; add kube-system to userPods.namespaces',
        required: false,
      },
    ])
  })
})
