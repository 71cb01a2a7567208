/** The state ConfigMap that somebody deleted: made anew for a release that is there, and for no other. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NoController, stateSink } from '../../src/sinks/state.ts'
import { fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'

const LABELS = { 'app.kubernetes.io/name': 'warmseats', 'app.kubernetes.io/managed-by': 'Helm' }
const HELM = { 'meta.helm.sh/release-name': 'hub', 'meta.helm.sh/release-namespace': 'jupyter' }

const controller = (state: string, metadata: object = {}) => ({
  metadata: {
    name: 'hub-warmseats',
    labels: LABELS,
    annotations: { ...HELM, 'deployment.kubernetes.io/revision': '3' },
    ...metadata,
  },
  spec: { template: { spec: { containers: [{ args: ['run', `--state=${state}`] }] } } },
})

/** @param answer to the creation */
async function made(deployments: readonly object[], answer = 201) {
  await using api = await fakeApi()
  const created: unknown[] = []
  api.serve((exchange) => {
    if (exchange.method === 'GET') return exchange.answer(200, { items: deployments })
    created.push([exchange.path, JSON.parse(exchange.body)])
    if (answer === 201) exchange.answer(201, {})
    else exchange.refuse(answer, { reason: answer === 409 ? 'AlreadyExists' : 'Forbidden' })
  })
  await using connection = await connectTo({ server: api.url })
  const sink = stateSink({ ...connection, request: connection.request, mayAct: () => true }, 'jupyter', 'hub-state')
  await sink.make()
  return created
}

describe('the state ConfigMap is made anew', () => {
  it('with the marks of the release, so that helm takes it on, and with what it owns', async () => {
    const [[path, object]] = (await made([controller('other-state'), controller('hub-state')])) as [[string, object]]
    assert.equal(path, '/api/v1/namespaces/jupyter/configmaps')
    assert.deepEqual(object, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'hub-state',
        labels: LABELS,
        annotations: {
          ...HELM,
          'kubernetes.io/description':
            'Owns all placeholder Deployments of this release: deleting it removes them. Remembers what Warmseats learned.',
        },
      },
    })
  })
  it('by nobody twice: one that is there again is as good', async () =>
    assert.equal((await made([controller('hub-state')], 409)).length, 1))
  it('not where it may not be, which is said', () =>
    assert.rejects(made([controller('hub-state')], 403), { name: 'ApiError', status: 403 }))

  const without: readonly (readonly [name: string, deployments: readonly object[]])[] = [
    ['there is none', []],
    ['it is of another release', [controller('other-state')]],
    ['it is being deleted', [controller('hub-state', { deletionTimestamp: '2026-03-24T07:59:00Z' })]],
  ]
  for (const [name, deployments] of without)
    it(`not where no Deployment shows that the release is meant to be there: ${name}`, () =>
      assert.rejects(made(deployments), NoController))
})
