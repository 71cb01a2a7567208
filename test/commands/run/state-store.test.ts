/** What a restart needs, at an API server that takes it and at others. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type StateStoreDeps, stateStore } from '../../../src/commands/run/state-store.ts'
import { keptMemory, MOST_CONFIG_BYTES, MOST_MEMORY_BYTES } from '../../../src/domain/decide/memory-kept.ts'
import { NotLeading } from '../../../src/domain/lease.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import { ConnectionError } from '../../../src/kubernetes/connection-error.ts'
import { ApiError } from '../../../src/kubernetes/errors.ts'
import { NoController } from '../../../src/sinks/state.ts'
import { hugeMemory } from '../../support/memories.ts'

const KIB = 1024
const LITTLE = keptMemory(hugeMemory({ nodes: 10, pools: 2, booting: 0, windows: 0 }))
const LARGE = keptMemory(hugeMemory({ nodes: 5000, pools: 100, booting: 200, windows: 1000 }))
const TOO_LARGE = keptMemory(hugeMemory({ nodes: 5000, pools: 160, booting: 200, windows: 1000 }))

const refusal = (status: number, message: string, causes: ApiError['causes'] = []) =>
  new ApiError({ status, reason: '', message, retryAfterMs: undefined, causes })
/** As the API server says it of a ConfigMap of more than 1 MiB. */
const TOO_LONG = refusal(
  422,
  'ConfigMap "warmseats-state" is invalid: []: Too long: may not be more than 1048576 bytes',
  [{ reason: 'FieldValueTooLong', message: 'Too long: may not be more than 1048576 bytes', field: '[]' }],
)
const CONFLICT = refusal(409, 'the object has been modified')

function scene(seen: Partial<ReturnType<StateStoreDeps['seen']>> = {}) {
  const told: RuntimeEvent[] = []
  const written: string[] = []
  let error: unknown
  let leads = true
  const write = async (text: string) => {
    if (error !== undefined) throw error
    written.push(text)
  }
  const store = stateStore({
    sink: { make: () => write('made'), saveMemory: write, saveConfig: write },
    namespace: 'hub',
    name: 'warmseats-state',
    seen: () => ({ resourceVersion: '7', otherBytes: 0, ...seen }),
    mayAct: () => leads,
    tell: (event) => void told.push(event),
  })
  return {
    store,
    written,
    /** But for the measures. */
    told: () => told.flatMap((event) => (event.type === 'state measured' ? [] : [event.type])),
    because: () => told.flatMap((event) => ('because' in event ? [event.because] : [])).at(-1) ?? assert.fail(),
    measured: () => told.findLast((event) => event.type === 'state measured'),
    fails: (next: unknown) => {
      error = next
    },
    lead: (next: boolean) => {
      leads = next
      if (!next) store.hear({ type: 'following' })
    },
    save: (kept = LITTLE) => store.saveMemory(kept).catch(() => undefined),
  }
}

describe('the memory', () => {
  it('of a large cluster is written as it is, and measured', async () => {
    const { save, written, told, measured } = scene()
    await save(LARGE)
    assert.deepEqual([written, told()], [[LARGE.text], []])
    assert.deepEqual(measured(), { type: 'state measured', bytes: LARGE.bytes, mostBytes: MOST_MEMORY_BYTES })
  })
  it('that is too large is cut, which is said once, with what is gone and what to do', async () => {
    const { save, written, told, because } = scene()
    for (const kept of [TOO_LARGE, TOO_LARGE, LITTLE, LITTLE]) await save(kept)
    assert.ok(written.every((text) => Buffer.byteLength(text) <= MOST_MEMORY_BYTES))
    assert.deepEqual(told(), ['state cut', 'state whole'])
    assert.match(
      because(),
      /^\d+ KiB are remembered, and configmaps\/warmseats-state in hub has room for 704 KiB: left out are \d+ older boots, which .*; more cannot be kept: divide the pools among two releases$/,
    )
  })
  it('leaves room for what else is in the ConfigMap, and says how to find it', async () => {
    const { save, written, because } = scene({ otherBytes: 700 * KIB })
    await save(LARGE)
    assert.ok(Buffer.byteLength(written[0] ?? '') <= 308 * KIB)
    assert.match(
      because(),
      /has room for 308 KiB: .*; 700 KiB are taken by what else is in it: remove .*\(kubectl --namespace hub get configmap warmseats-state/,
    )
  })
  it('leaves room for the copy of the config that has yet to come, and counts it once', async () => {
    const config = 'x'.repeat(200 * KIB)
    const before = scene({ otherBytes: 300 * KIB })
    await before.store.saveConfig(config)
    await before.save(LARGE)
    const after = scene({ otherBytes: 500 * KIB, config })
    await after.store.saveConfig(config)
    await after.save(LARGE)
    for (const { measured } of [before, after])
      assert.deepEqual(measured(), { type: 'state measured', bytes: LARGE.bytes, mostBytes: 508 * KIB })
  })
  it('that is refused for its size is told of at once, with what mends it; the replica is not ready until it is kept', async () => {
    const { store, save, fails, told, because } = scene()
    assert.equal(store.whyNotKept(), undefined)
    fails(TOO_LONG)
    await save()
    await save()
    assert.deepEqual(told(), ['state not kept'])
    assert.match(
      because(),
      /^configmaps\/warmseats-state in hub is too large for the API server: .* \(422\); \d+ KiB are to be written: remove what else is in it \(kubectl .*; the next start begins without what was learned$/,
    )
    assert.equal(store.whyNotKept(), because())
    fails(undefined)
    await save()
    assert.deepEqual([told(), store.whyNotKept()], [['state not kept', 'state kept again'], undefined])
  })

  const patience: readonly (readonly [name: string, error: unknown, tries: number])[] = [
    ['a missing right is told of at once', refusal(403, 'configmaps is forbidden'), 1],
    ['etcd says so as a fault of the server', refusal(500, 'etcdserver: request is too large'), 1],
    ['another writer was faster: after three tries', CONFLICT, 3],
    ['a server that is overloaded: after three tries', refusal(503, 'busy'), 3],
    ['the ConfigMap is gone: others tell it', refusal(404, 'not found'), Number.POSITIVE_INFINITY],
    ['nobody answers: others tell it', new ConnectionError('refused', 'no'), Number.POSITIVE_INFINITY],
  ]
  for (const [name, error, tries] of patience)
    it(name, async () => {
      const { save, fails, told } = scene()
      fails(error)
      for (let count = 1; count <= 5; count += 1) {
        await save()
        assert.equal(told().length, count >= tries ? 1 : 0, `try ${count}`)
      }
    })
  it('rejects what was not written, so that it is tried again', async () => {
    const { store, fails } = scene()
    fails(CONFLICT)
    await assert.rejects(store.saveMemory(LITTLE), CONFLICT)
  })
  it('is not written, measured or complained of by who leads no more; who leads again complains anew', async () => {
    const { store, save, fails, lead, told, written, measured } = scene()
    lead(false)
    await assert.rejects(store.saveMemory(LITTLE), NotLeading)
    assert.deepEqual([written, told(), measured()], [[], [], undefined])
    fails(TOO_LONG)
    for (const leads of [true, false, true]) {
      lead(leads)
      await save(TOO_LARGE)
    }
    assert.deepEqual(told(), ['state cut', 'state not kept', 'state cut', 'state not kept'])
    lead(false)
    assert.equal(store.whyNotKept(), undefined)
  })
})

describe('the copy of the config', () => {
  it('that is too long is left, and told of once; the replica stays ready', async () => {
    const { store, written, told, because } = scene()
    const long = 'ü'.repeat(MOST_CONFIG_BYTES)
    await store.saveConfig(long)
    await store.saveConfig(long)
    assert.deepEqual([written, told(), store.whyNotKept()], [[], ['state not kept'], undefined])
    assert.match(because(), /^the config is 512 KiB, and its copy .* may have 256 KiB: .*; shorten the values$/)
    await store.saveConfig('nodePools: {}')
    assert.deepEqual([written, told()], [['nodePools: {}'], ['state not kept', 'state kept again']])
  })
  it('that is refused is told of', async () => {
    const { store, fails, because } = scene()
    fails(refusal(403, 'configmaps is forbidden'))
    await assert.rejects(store.saveConfig('nodePools: {}'))
    assert.match(
      because(),
      /refused to patch configmaps\/warmseats-state.*; a start with a file that is refused has no copy of this one$/,
    )
  })
})

describe('the ConfigMap itself', () => {
  it('is made anew, which is told', async () => {
    const { store, written, told } = scene()
    await store.makeAnew()
    assert.deepEqual([written, told()], [['made'], ['state made anew']])
  })
  const refusals: readonly (readonly [error: unknown, because: RegExp])[] = [
    [
      refusal(403, 'configmaps is forbidden'),
      /^configmaps\/warmseats-state in hub is gone and not made anew: .*create.* until `helm upgrade` brings it back$/,
    ],
    [new NoController('no Deployment in hub runs it'), /is gone and not made anew: no Deployment in hub runs it; /],
  ]
  for (const [error, said] of refusals)
    it(`that cannot be made is told of at once, until it is there: ${error}`, async () => {
      const { store, fails, told, because } = scene()
      fails(error)
      await assert.rejects(store.makeAnew(), error as Error)
      await assert.rejects(store.makeAnew(), error as Error)
      assert.match(because(), said)
      store.isThere()
      store.isThere()
      assert.deepEqual(told(), ['state not kept', 'state kept again'])
    })
  it('is not made by who leads no more', async () => {
    const { store, lead, written } = scene()
    lead(false)
    await assert.rejects(store.makeAnew(), NotLeading)
    assert.deepEqual(written, [])
  })
})
