/** The very write: what reaches the API server, and what becomes of its answer. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Action } from '../../src/domain/act/action.ts'
import { ADMITTED } from '../../src/domain/act/admitted.ts'
import type { Effect } from '../../src/domain/act/effect.ts'
import { leaderTransport } from '../../src/kubernetes/leader-transport.ts'
import { type PerformOptions, perform } from '../../src/sinks/perform.ts'
import { type Exchange, type FakeApi, fakeApi } from '../kubernetes/support/fake-api.ts'
import { connectTo } from '../kubernetes/support/kubeconfig.ts'
import { apply, deploymentRemoval, nodeCreation, nodeRemoval, nodeWrite, podRemoval } from '../support/action.ts'

const DEPLOYMENT = '/apis/apps/v1/namespaces/hub/deployments/user-placeholder'
const PODS = '/api/v1/namespaces/hub/pods'

type Handler = (exchange: Exchange) => void
type Options = Partial<Omit<PerformOptions, 'transport'>> & { readonly mayAct?: () => boolean }

const accept: Handler = ({ answer }) => answer(200)
/** RBAC's own words. */
const forbid = (exchange: Exchange, verb: string, resource: string) =>
  exchange.refuse(403, {
    reason: 'Forbidden',
    message: `User "system:serviceaccount:hub:warmseats" cannot ${verb} resource "${resource}"`,
  })
const never: Handler = ({ method, path }) => assert.fail(`${method} ${path} reached the API server`)

/** What became of the actions, one after another, and what the server saw of them. */
async function performed(
  actions: readonly Action[],
  handler: Handler = accept,
  { mayAct = () => true, ...options }: Options = {},
) {
  await using server = await fakeApi()
  server.serve(handler)
  await using connection = await connectTo({ server: server.url })
  const act = perform({ transport: leaderTransport(connection, mayAct), dryRun: () => false, ...options })
  const effects: Effect[] = []
  for (const action of actions) effects.push(await act(action))
  return { effects, requests: requestsTo(server) }
}

const requestsTo = ({ seen }: FakeApi) =>
  seen.map(({ method, path, query, headers, body }) => ({
    request: `${method} ${path}`,
    query,
    type: headers['content-type'],
    body: JSON.parse(body),
  }))

/** Of one action. */
async function effectOf(action: Action, handler: Handler = accept, options: Options = {}): Promise<Effect> {
  const { effects } = await performed([action], handler, options)
  return effects[0] ?? assert.fail('nothing became of it')
}

const options = (more: object) => ({ apiVersion: 'v1', kind: 'DeleteOptions', ...more })

describe('what is written', () => {
  it('the manifest as it was decided, by server-side apply, only onto the version that was seen', async () => {
    const action = apply({ from: 2, to: 3, resourceVersion: '7' })
    assert.equal(action.manifest.metadata.resourceVersion, '7')
    assert.deepEqual(await performed([action]), {
      effects: [{ at: 'done' }],
      requests: [
        {
          request: `PATCH ${DEPLOYMENT}`,
          query: { fieldManager: 'warmseats', force: 'true' },
          type: 'application/apply-patch+yaml',
          body: action.manifest,
        },
      ],
    })
  })
  it('one that is not there yet is made by the same request, without a version', async () => {
    const { requests } = await performed([apply({ reason: 'create' })])
    assert.deepEqual(
      requests.map(({ request, body }) => [request, body.metadata.resourceVersion, body.spec.replicas]),
      [[`PATCH ${DEPLOYMENT}`, undefined, 1]],
    )
  })
  it('a Deployment is deleted as it was seen, its pods after it', async () => {
    const { requests } = await performed([deploymentRemoval({ uid: 'u', resourceVersion: '7' })])
    assert.deepEqual(requests, [
      {
        request: `DELETE ${DEPLOYMENT}`,
        query: {},
        type: 'application/json',
        body: options({ propagationPolicy: 'Background', preconditions: { uid: 'u', resourceVersion: '7' } }),
      },
    ])
  })
  it('a stranded pod is deleted at once, and no namesake made since', async () => {
    const { requests } = await performed([podRemoval({ name: 'user-placeholder-a', uid: 'u' })])
    assert.deepEqual(
      requests.map(({ request, body }) => [request, body]),
      [[`DELETE ${PODS}/user-placeholder-a`, options({ gracePeriodSeconds: 0, preconditions: { uid: 'u' } })]],
    )
  })
})

describe('placeholders on nodes that pull', () => {
  it('get the label, or lose it; no namesake made since', async () => {
    const shields = [true, false].map((shielded) => ({ name: `p-${shielded}`, namespace: 'hub', uid: 'u', shielded }))
    const { effects, requests } = await performed([{ type: 'shield', pool: 'user', because: 'a test', shields }])
    assert.deepEqual(
      effects.map((effect) => effect.at),
      ['done'],
    )
    const label = (value: string | null) => ({ metadata: { uid: 'u', labels: { 'warmseats.io/images': value } } })
    const bodies = new Map(requests.map(({ request, body }) => [request, body]))
    assert.deepEqual(bodies.get(`PATCH ${PODS}/p-true`), label('pulling'))
    assert.deepEqual(bodies.get(`PATCH ${PODS}/p-false`), label(null))
  })
})

describe('a count that falls', () => {
  const costs = ['a', 'b'].map((name) => ({ name, namespace: 'hub', uid: `uid-${name}`, cost: -2 }))
  const action = apply({ from: 3, to: 1, deletionCosts: costs })
  const isPod = ({ path }: Exchange) => path.startsWith(PODS)

  it('first says which pods go', async () => {
    const { effects, requests } = await performed([action])
    assert.deepEqual(effects, [{ at: 'done' }])
    assert.deepEqual(
      requests.map(({ request }) => request).toSorted(),
      [`PATCH ${PODS}/a`, `PATCH ${PODS}/b`, `PATCH ${DEPLOYMENT}`].toSorted(),
    )
    assert.equal(requests.at(-1)?.request, `PATCH ${DEPLOYMENT}`, 'the count comes last')
    assert.deepEqual(requests.find(({ request }) => request.endsWith('/a'))?.body, {
      metadata: { uid: 'uid-a', annotations: { 'controller.kubernetes.io/pod-deletion-cost': '-2' } },
    })
  })
  it('falls all the same when that is refused, and says so', async () => {
    const effect = await effectOf(action, (exchange) =>
      isPod(exchange) ? forbid(exchange, 'patch', 'pods') : exchange.answer(200),
    )
    assert.match(
      effect.at === 'done' ? (effect.unordered ?? '') : effect.at,
      /^missing RBAC: .* may not `patch` `pods`/,
    )
  })
  it('waits for no pod that is gone', async () => {
    const gone: Handler = (exchange) => (isPod(exchange) ? exchange.refuse(404) : exchange.answer(200))
    assert.deepEqual(await effectOf(action, gone), { at: 'done' })
  })
  it('does not fall when the Lease was lost meanwhile', async () => {
    let isLeader = true
    const { effects, requests } = await performed(
      [action],
      (exchange) => {
        isLeader = false
        exchange.answer(200)
      },
      { mayAct: () => isLeader },
    )
    assert.deepEqual(effects, [{ at: 'failed', because: 'this replica is not the leader any more' }])
    assert.ok(requests.every(({ request }) => request.startsWith(`PATCH ${PODS}`)))
  })
})

describe('what becomes of the answer', () => {
  const table: readonly [name: string, action: Action, answer: Handler, effect: object, because: RegExp][] = [
    [
      'somebody wrote first: it is decided anew',
      apply({ resourceVersion: '7' }),
      (exchange) => exchange.refuse(409, { reason: 'Conflict', message: 'the object has been modified' }),
      { at: 'conflict' },
      /^could not apply deployments\/user-placeholder in hub: it has changed since we saw it \(409: the object has been/,
    ],
    [
      'a namesake of the pod, made since',
      podRemoval({ name: 'a' }),
      (exchange) => exchange.refuse(409, { reason: 'Conflict', message: 'Precondition failed: UID' }),
      { at: 'conflict' },
      /^could not delete pods\/a in hub: it has changed/,
    ],
    [
      'no namespace to write to is a failure: only what is to be deleted may be gone',
      apply(),
      (exchange) => exchange.refuse(404, { reason: 'NotFound' }),
      { at: 'failed' },
      /^there is no deployments\/user-placeholder in hub \(404\)$/,
    ],
    [
      'a rule that is missing, ready to paste',
      deploymentRemoval(),
      (exchange) => forbid(exchange, 'delete', 'deployments'),
      { at: 'failed' },
      /^missing RBAC: .*apiGroups \["apps"\] resources \["deployments"\] verbs \["delete"\]/,
    ],
    [
      'a quota',
      apply(),
      (exchange) => exchange.refuse(403, { message: 'exceeded quota: pods=10' }),
      { at: 'failed' },
      /^the API server refused to apply .*: exceeded quota: pods=10 \(403\)$/,
    ],
    [
      'a server that asks us to wait says how long',
      apply(),
      (exchange) => exchange.refuse(429, {}, { 'retry-after': '7' }),
      { at: 'failed', retryAfterMs: 7000 },
      /^the API server asks us to wait 7 s before we apply/,
    ],
    [
      'so may one that is down, in its Status',
      apply(),
      (exchange) => exchange.refuse(503, { message: 'etcd leader changed', details: { retryAfterSeconds: 2 } }),
      { at: 'failed', retryAfterMs: 2000 },
      /^the API server failed to apply .*etcd leader changed \(503\)$/,
    ],
    [
      'a connection that breaks',
      apply(),
      (exchange) => exchange.reset(),
      { at: 'failed', isUnreachable: true },
      /^could not apply .* broke/,
    ],
    [
      'an answer that is none, of a proxy in between',
      apply(),
      (exchange) => exchange.answer(200, '<html>log in'),
      { at: 'failed' },
      /the answer is not JSON/,
    ],
  ]
  for (const [name, action, answer, effect, because] of table)
    it(name, async () => {
      const { because: said, ...rest } = { because: '', ...(await effectOf(action, answer)) }
      assert.deepEqual(rest, effect)
      assert.match(said, because)
    })

  for (const action of [deploymentRemoval(), podRemoval()])
    it(`to ${action.type} that is gone already is done`, async () =>
      assert.deepEqual(await effectOf(action, (exchange) => exchange.refuse(404)), { at: 'done' }))

  it('the one after it is tried all the same', async () => {
    let tries = 0
    const { effects } = await performed([apply(), apply()], ({ reset, answer }) =>
      ++tries === 1 ? reset() : answer(200),
    )
    assert.deepEqual(
      effects.map(({ at }) => at),
      ['failed', 'done'],
    )
  })
})

const EVERY_ACTION: readonly Action[] = [
  apply({ deletionCosts: [{ name: 'a', namespace: 'hub', uid: 'u', cost: -1 }] }),
  deploymentRemoval(),
  podRemoval(),
  nodeWrite(),
  nodeRemoval(),
  nodeCreation(),
]
const untouched: Options = { onNodes: ({ type }) => assert.fail(`${type} was done`) }

describe('nothing is written', () => {
  for (const action of EVERY_ACTION) {
    it(`by who is not the leader: ${action.type}`, async () => {
      const effect = await effectOf(action, never, { ...untouched, mayAct: () => false })
      assert.deepEqual(effect, { at: 'failed', because: 'this replica is not the leader any more' })
    })
    it(`on a dry run: ${action.type}`, async () =>
      assert.deepEqual(await effectOf(action, never, { ...untouched, dryRun: () => true }), { at: 'dry run' }))
  }
  it('as long as it is a dry run: that may change at any time', async () => {
    const answers = [true, false, true]
    const { effects, requests } = await performed([apply(), apply(), apply()], accept, {
      dryRun: () => answers.shift() ?? assert.fail('asked once for each action'),
    })
    assert.deepEqual(
      effects.map(({ at }) => at),
      ['dry run', 'done', 'dry run'],
    )
    assert.equal(requests.length, 1)
  })
})

describe('what is to be done to nodes', () => {
  const actions = [nodeWrite(), nodeRemoval(), nodeCreation()]
  it('is done by who can, whose effect it is', async () => {
    const done: Action[] = []
    const effect: Effect = { at: 'conflict', because: 'node n1 is gone' }
    const onNodes: Options['onNodes'] = async (action) => {
      done.push(action)
      return effect
    }
    assert.deepEqual((await performed(actions, never, { onNodes })).effects, [effect, effect, effect])
    assert.deepEqual(done, actions)
  })
  it('is a failure where nobody can', async () => {
    const { effects } = await performed(actions, never)
    const failed = { at: 'failed', because: 'nothing is done to nodes here' }
    assert.deepEqual(effects, [failed, failed, failed])
  })
})

describe('what a webhook makes of it', () => {
  const action = apply({ from: 2, to: 3, resourceVersion: '7' })
  const PATCHED = { metadata: { name: 'user-placeholder', resourceVersion: '9' } }
  /** The API server's answer: the manifest as it was sent, but for what admission did to it. */
  const answering =
    (change: (stored: Stored) => void, annotations: object = {}): Handler =>
    ({ headers, body, answer }) => {
      if (headers['content-type'] !== 'application/apply-patch+yaml') return answer(200, PATCHED)
      const stored: Stored = JSON.parse(body)
      stored.metadata = { ...stored.metadata, resourceVersion: '8', uid: 'u' }
      stored.metadata.annotations = { ...stored.metadata.annotations, ...annotations }
      change(stored)
      return answer(200, stored)
    }
  interface Stored {
    metadata: Record<string, unknown> & { annotations: Record<string, string> }
    spec: { replicas: number; template: { spec: { tolerations: object[] } } }
  }
  const tolerate = ({ spec }: Stored) => void spec.template.spec.tolerations.push({ key: 'added', operator: 'Exists' })

  it('is acknowledged on the object by a print of the answer, once', async () => {
    const { effects, requests } = await performed([action], answering(tolerate))
    assert.deepEqual(effects, [{ at: 'done', version: '9', uid: 'u' }])
    assert.equal(requests.length, 2)
    assert.equal(requests[1]?.body.metadata.resourceVersion, '8', 'onto what was answered')
    const print = requests[1]?.body.metadata.annotations[ADMITTED]
    assert.match(print, /^[0-9a-f]{16}$/)
    const again = await performed([action], answering(tolerate, { [ADMITTED]: print }))
    assert.deepEqual(again.effects, [{ at: 'done', version: '8', uid: 'u' }])
    assert.equal(again.requests.length, 1)
  })
  it('is forgotten once there is no such webhook any more', async () => {
    const { requests } = await performed(
      [action],
      answering(() => undefined, { [ADMITTED]: 'of before' }),
    )
    assert.deepEqual(requests[1]?.body.metadata.annotations, { [ADMITTED]: null })
  })
  it('is not acknowledged where nothing was changed', async () => {
    const { effects, requests } = await performed(
      [action],
      answering(() => undefined),
    )
    assert.deepEqual([effects, requests.length], [[{ at: 'done', version: '8', uid: 'u' }], 1])
  })
  it('of the count or of our mark is a failure that says so', async () => {
    const capped = answering(({ spec }) => void Object.assign(spec, { replicas: 1 }))
    const unmarked = answering(({ metadata }) => void Object.assign(metadata, { annotations: {} }))
    assert.deepEqual(await effectOf(action, capped), {
      at: 'failed',
      because: 'a webhook changes spec.replicas of what is written',
    })
    assert.match(((await effectOf(action, unmarked)) as { because: string }).because, /changes metadata.annotations/)
  })
  it('stays done where it could not be acknowledged', async () => {
    const handler: Handler = (exchange) =>
      exchange.headers['content-type'] === 'application/merge-patch+json'
        ? exchange.refuse(409, { reason: 'Conflict' })
        : answering(tolerate)(exchange)
    assert.deepEqual(await effectOf(action, handler), { at: 'done', version: '8', uid: 'u' })
  })
})
