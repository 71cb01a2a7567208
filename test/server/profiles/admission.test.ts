import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { applyPatch, type Operation } from 'rfc6902'
import type { AdmissionReview } from '../../../src/domain/profiles/applying/admission.ts'
import type { Admission } from '../../../src/domain/profiles/known/profiles-event.ts'
import { admissionRoute } from '../../../src/server/profiles/admission.ts'
import type { ApplyDeps } from '../../../src/server/profiles/apply-to-pod.ts'
import { BODY_LIMIT, secureServer } from '../../../src/server/profiles/https.ts'
import { profilesIn, spawned } from '../../support/profiles.ts'
import { NO_REFUSAL } from '../connections/no-refusal.ts'

const IN_ANNEX = 'profiles: [{name: annex, env: {ANNEX: "1"}}]'
const PROFILES = `
profiles:
  - name: everybody
    env: {REGION: north}
  - name: spark
    images: ["spark:1"]
    services: {spark: {resources: [{name: templates, path: spark}], required: true}}
`

const PATH = `/mutate/${'0'.repeat(64)}`

const servers: FastifyInstance[] = []
after(() => Promise.all(servers.map((one) => one.close())))

type Failure = Awaited<ReturnType<ApplyDeps['deployServices']>>['failures'][number]

/** The webhook, and what it told. Services fail as given, or return SPARK. */
function webhook({
  failures = [],
  ...more
}: {
  throws?: Error
  answers?: Error
  failures?: readonly Failure[]
  dryRun?: boolean
  unread?: boolean
} = {}) {
  const told: Admission[] = []
  const asked: { namespace: string; dryRun: boolean; spawn?: string | undefined }[] = []
  const { routes } = secureServer({ onFault: () => undefined, onRefused: NO_REFUSAL })
  servers.push(routes)
  const deployServices: ApplyDeps['deployServices'] = async ({ namespace, dryRun, spawn = 'new' }) => {
    if (more.throws) throw more.throws
    asked.push({ namespace, dryRun, spawn })
    return { env: failures.length > 0 ? [] : [{ name: 'SPARK', value: 'spark-ada' }], failures, spawn }
  }
  const deps = {
    setFor: (namespace: string) => profilesIn(namespace === 'annex' ? IN_ANNEX : PROFILES),
    mountPath: '/home/jovyan',
    deployServices,
    timeoutMs: 1000,
  }
  admissionRoute(routes, {
    accepts: (path) => {
      if (more.answers) throw more.answers
      return path === PATH
    },
    profiles: () => (more.unread ? undefined : deps),
    dryRun: () => more.dryRun === true,
    clock: () => 0,
    tell: (admission) => told.push(admission),
  })
  return {
    told,
    asked,
    post: (body: string | object, url = PATH) =>
      routes.inject({ method: 'POST', url, body, headers: { 'content-type': 'application/json' } }),
  }
}

const question = (object: unknown, more: object = {}) => ({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'a1', operation: 'CREATE', namespace: 'hub', object, ...more },
})

const answered = (response: { readonly statusCode: number; json: () => unknown }) => {
  assert.equal(response.statusCode, 200)
  const review = response.json() as AdmissionReview
  assert.deepEqual([review.apiVersion, review.kind], ['admission.k8s.io/v1', 'AdmissionReview'])
  assert.equal(review.response.uid, 'a1')
  return review.response
}

const patchIn = ({ patch = '' }: AdmissionReview['response']) =>
  JSON.parse(Buffer.from(patch, 'base64').toString()) as Operation[]

type Pod = ReturnType<typeof spawned>

function patched(pod: Pod, response: AdmissionReview['response']): Pod {
  const copy = structuredClone(pod)
  assert.deepEqual(
    applyPatch(copy, patchIn(response)).filter((error) => error),
    [],
  )
  return copy
}

const variable = (pod: Pod, name: string) => pod.spec.containers[0]?.env.find((one) => one.name === name)?.value

describe('the webhook', () => {
  it('gives the profiles that count in the namespace of the pod, by whoever says it: the API server', async () => {
    const { post } = webhook()
    const pod = spawned()
    const inAnnex = patched(pod, answered(await post(question(pod, { namespace: 'annex' }))))
    assert.deepEqual([variable(inAnnex, 'ANNEX'), variable(inAnnex, 'REGION')], ['1', undefined])
    const posing = { ...pod, metadata: { ...pod.metadata, namespace: 'annex' } }
    assert.equal(variable(patched(pod, answered(await post(question(posing)))), 'ANNEX'), undefined)
  })

  it('answers with a patch that gives the pod its profiles', async () => {
    const { post, told } = webhook()
    const response = answered(await post(question(spawned())))
    assert.deepEqual([response.allowed, response.patchType, response.warnings], [true, 'JSONPatch', undefined])
    assert.equal(variable(patched(spawned(), response), 'REGION'), 'north')
    assert.deepEqual(told, [
      { outcome: 'patched', namespace: 'hub', user: 'ada', profiles: ['everybody'], warnings: [], tookMs: 0 },
    ])
  })

  it('asked about the patched pod again, it has nothing to add', async () => {
    const { post, told } = webhook()
    for (const pod of [spawned(), spawned({ image: 'spark:1' })]) {
      const once = patched(pod, answered(await post(question(pod))))
      const again = answered(await post(question(once)))
      assert.deepEqual([again.allowed, again.patch], [true, undefined])
      assert.equal(told.at(-1)?.outcome, 'untouched')
    }
  })

  it("leaves nobody's pod as it is, and every pod while nothing is to be written", async () => {
    const nobody = { kind: 'Pod', metadata: {}, spec: { containers: [{ name: 'main', image: 'base:1' }] } }
    const quiet = { uid: 'a1', allowed: true }
    assert.deepEqual(answered(await webhook().post(question(nobody))), quiet)
    assert.deepEqual(answered(await webhook({ dryRun: true }).post(question(spawned()))), quiet)
  })

  it('warns of what is not as it was asked for', async () => {
    const pod = spawned({ annotations: { 'warmseats.io/size': 'Huge' } })
    const { warnings } = answered(await webhook().post(question(pod)))
    assert.match(warnings?.[0] ?? '', /^warmseats: size: there is no size `Huge`/)
  })

  for (const [what, object] of [
    ['no pod at all', undefined],
    ['another kind', { kind: 'Job' }],
    ['a pod whose variables are no list', { ...spawned(), spec: { containers: [{ name: 'a', image: 'b', env: {} }] } }],
  ] as const)
    it(`lets through what it cannot read: ${what}`, async () => {
      const { post, told } = webhook()
      const { allowed, patch, warnings } = answered(await post(question(object)))
      assert.deepEqual([allowed, patch], [true, undefined])
      assert.match(warnings?.[0] ?? '', /^warmseats: no profile was applied: /)
      assert.equal(told[0]?.outcome, 'failed')
    })

  it('tells of a question that is too large to be read, and the API server goes by its failurePolicy', async () => {
    const { post, told } = webhook()
    const { statusCode } = await post(question(spawned({ annotations: { long: 'x'.repeat(BODY_LIMIT) } })))
    assert.equal(statusCode, 413)
    assert.equal(told[0]?.outcome, 'failed')
    assert.match(told[0]?.warnings[0] ?? '', /^a question of the API server cannot be read: .*too large/)
  })

  it('tells a fault of ours to the log, and to nobody else', async () => {
    const fault = new Error('at /secret/path')
    const { post, told } = webhook({ throws: fault })
    const { allowed, warnings } = answered(await post(question(spawned({ image: 'spark:1' }))))
    assert.deepEqual(
      [allowed, warnings],
      [true, ['warmseats: no profile was applied: a fault of warmseats; its log says which']],
    )
    assert.deepEqual(told[0]?.warnings, ['no profile was applied: at /secret/path'])

    const broken = webhook({ answers: fault })
    const { statusCode, body } = await broken.post(question(spawned()))
    assert.deepEqual([statusCode, JSON.parse(body)], [500, { error: 'a fault of warmseats; its log says which' }])
    assert.match(broken.told[0]?.warnings[0] ?? '', /secret/)
  })

  it('lets pods through before the profiles are read', async () => {
    const { allowed, patch, warnings } = answered(await webhook({ unread: true }).post(question(spawned())))
    assert.deepEqual([allowed, patch], [true, undefined])
    assert.match(warnings?.[0] ?? '', /profiles have not been read yet/)
  })

  it('is not there for who does not know the path, whatever is asked', async () => {
    const { post, told } = webhook()
    const nothing = (await post(question(spawned()), '/nothing')).json()
    for (const url of ['/', '/mutate', '/mutate/', '/mutate/k', PATH.slice(0, -1), `${PATH}0`, `${PATH}/`]) {
      const response = await post(question(spawned()), url)
      assert.equal(response.statusCode, 404, url)
      assert.deepEqual(response.json(), { ...nothing, message: `Route POST:${url} not found` })
    }
    for (const unread of ['{', JSON.stringify('x'.repeat(4 * 2 ** 20))])
      assert.equal((await post(unread, '/mutate/k')).statusCode, 404)
    assert.deepEqual(told, [])
    answered(await post(question(spawned()), `${PATH}?timeout=3s`))
  })

  it('tells who does not ask as an API server does what is missing', async () => {
    for (const body of ['{', '[]', '{}', JSON.stringify({ ...question({}), apiVersion: 'admission.k8s.io/v1beta1' })])
      assert.equal((await webhook().post(body)).statusCode, 400, body)
    assert.match((await webhook().post({})).json().error, /not an AdmissionReview of v1: apiVersion/)
    assert.equal((await webhook().post(JSON.stringify('x'.repeat(4 * 2 ** 20)))).statusCode, 413)
  })

  it('a key with a meaning to JavaScript costs itself alone', async () => {
    const text = JSON.stringify(question(spawned())).replace('"labels":{', '"labels":{"__proto__":{"x":"y"},')
    assert.equal(answered(await webhook().post(text)).patchType, 'JSONPatch')
  })

  it('adds what services return, and makes them in the namespace of the pod, or for a dry run not', async () => {
    const { post, asked } = webhook()
    const pod = spawned({ image: 'spark:1' })
    assert.equal(variable(patched(pod, answered(await post(question(pod)))), 'SPARK'), 'spark-ada')
    await post(question(pod, { dryRun: true, namespace: 'lab' }))
    assert.deepEqual(asked, [
      { namespace: 'hub', dryRun: false, spawn: 'new' },
      { namespace: 'lab', dryRun: true, spawn: 'new' },
    ])
  })

  it('a service that fails is a warning; one that is required refuses the pod, and says why', async () => {
    const pod = spawned({ image: 'spark:1' })
    const failure = { service: 'spark', because: 'there is no ConfigMap templates' }
    const optional = answered(await webhook({ failures: [{ ...failure, required: false }] }).post(question(pod)))
    assert.deepEqual(
      [optional.allowed, optional.warnings],
      [true, ['warmseats: service spark: there is no ConfigMap templates']],
    )
    assert.equal(variable(patched(pod, optional), 'REGION'), 'north')
    const { post, told } = webhook({ failures: [{ ...failure, required: true }] })
    const required = answered(await post(question(pod)))
    assert.deepEqual(
      [required.allowed, required.patch, required.status?.message],
      [false, undefined, 'warmseats: service spark: there is no ConfigMap templates'],
    )
    assert.equal(told[0]?.outcome, 'refused')
  })
})
