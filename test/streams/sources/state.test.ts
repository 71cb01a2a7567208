/** The chart's state ConfigMap: what it means, and that it is watched by its name. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { CONFIG_KEY, MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { FORGET } from '../../../src/domain/forecast/forgotten.ts'
import { type Told, toldText } from '../../../src/domain/notify/told.ts'
import type { RawConfigMap } from '../../../src/domain/scheduling/kubernetes-object.ts'
import { SWITCH } from '../../../src/domain/utilization/marks.ts'
import { type State, state$, stateFrom } from '../../../streams/sources/state.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'

const metadata = { name: 'warmseats-state', namespace: 'hub', uid: 'u', resourceVersion: '7' }
const owner = { name: 'warmseats-state', namespace: 'hub', uid: 'u' }
const EMPTY: State = { owner, resourceVersion: '7', otherBytes: 0 }
const TOLD: Told = { begun: { leader: { kind: 'leader', sinceMs: 7 } }, once: {} }
const MEMORY = { ...NO_MEMORY, calendarMissingSinceMs: 7 }

describe('the state', () => {
  const table: readonly [name: string, raw: RawConfigMap, state: State | undefined][] = [
    ['is the owner of what we make', { metadata }, EMPTY],
    [
      'has the memory and the last good config',
      { metadata, data: { [MEMORY_KEY]: memoryToJson(MEMORY), [CONFIG_KEY]: 'nodePools: {}' } },
      { ...EMPTY, memory: MEMORY, config: 'nodePools: {}', otherBytes: 13 },
    ],
    ['goes without a memory that cannot be read', { metadata, data: { [MEMORY_KEY]: '{"nodes":' } }, EMPTY],
    [
      'keeps a config as it was written, empty as it may be',
      { metadata, data: { [CONFIG_KEY]: '' } },
      { ...EMPTY, config: '' },
    ],
    [
      'has the kill switch of the utilization policy',
      { metadata: { ...metadata, annotations: { [SWITCH]: 'off' } } },
      { ...EMPTY, isPolicyOff: true },
    ],
    [
      'has what people have been told',
      { metadata, data: { 'told.json': toldText(TOLD) } },
      { ...EMPTY, told: TOLD, otherBytes: toldText(TOLD).length },
    ],
    [
      'knows nothing of what people have been told where that is not understood',
      { metadata, data: { 'told.json': '{' } },
      { ...EMPTY, otherBytes: 1 },
    ],
    [
      'has what a person wants forgotten',
      { metadata: { ...metadata, annotations: { [FORGET]: '{"*":"1970-01-01T00:00:07Z"}' } } },
      { ...EMPTY, forgotten: { '*': 7000 } },
    ],
    [
      'counts the bytes of whatever else is in it',
      { metadata, data: { notes: 'ü' }, binaryData: { x: 'AAA=' } },
      { ...EMPTY, otherBytes: 6 },
    ],
    ['on is not off', { metadata: { ...metadata, annotations: { [SWITCH]: 'on' } } }, EMPTY],
    ['of no namespace is none', { metadata: { ...metadata, namespace: '' } }, undefined],
    ['without a name is none', { metadata: { ...metadata, name: '' } }, undefined],
    ['without a version has none', { metadata: owner }, { owner, resourceVersion: '', otherBytes: 0 }],
    ['of nobody is none', { metadata: { ...metadata, uid: '' } }, undefined],
    ['that is no object is none', {}, undefined],
  ]
  for (const [name, raw, state] of table) it(name, () => assert.deepEqual(stateFrom(raw), state))

  it('is watched by its name; not there is not installed by the chart', async () => {
    await using api = await fakeApi()
    await using transport = await connectTo({ server: api.url })
    using heard = listen(state$({ transport, namespace: 'hub', name: 'warmseats-state' }, clock().scheduler))
    assert.deepEqual(await heard.next(), { value: undefined, freshness: { at: 'starting' } })
    const list = await api.next()
    assert.deepEqual(
      [list.path, list.query.fieldSelector],
      ['/api/v1/namespaces/hub/configmaps', 'metadata.name=warmseats-state'],
    )
    list.page([], { resourceVersion: '5' })
    assert.deepEqual([(await heard.next()).value], [undefined])
    const watching = (await api.next()).stream()
    watching.send({ type: 'ADDED', object: { metadata, data: { [CONFIG_KEY]: 'nodePools: {}' } } })
    const { value, freshness } = await heard.next()
    assert.deepEqual([value, freshness.at], [{ ...EMPTY, config: 'nodePools: {}', otherBytes: 13 }, 'live'])
  })
})
