import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BehaviorSubject } from 'rxjs'
import type { KnownProfiles } from '../../../src/domain/profiles/known/known.ts'
import { profilesFor } from '../../../src/domain/profiles/known/known.ts'
import type { Reach } from '../../../src/domain/profiles/reach/reach.ts'
import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import type { ProfilesConfig } from '../../../src/domain/settings/config.ts'
import { profiles$ } from '../../../streams/profiles/profiles.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { config } from '../../support/config.ts'
import { reach } from '../../support/profiles.ts'
import { listen } from '../support/listen.ts'

interface ConfigMap {
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string; readonly namespace: string }
  readonly data: Readonly<Record<string, string>>
}

let version = 10
const configMap = (name: string, text: string, namespace = 'hub'): ConfigMap => ({
  metadata: { name, namespace, uid: `${namespace}/${name}`, resourceVersion: String(version++) },
  data: { [PROFILES_KEY]: text },
})
const giving = (value: string) => `profiles: [{name: ${value}, env: {FROM: ${value}}}]`

/** An API server with these ConfigMaps, of which only the first is without the label. */
async function cluster(all: readonly ConfigMap[], values: object = {}) {
  const api = await fakeApi()
  const watches = new Map<string, PromiseWithResolvers<Exchange>>()
  const watchAt = (key: string) => {
    const known = watches.get(key) ?? Promise.withResolvers<Exchange>()
    watches.set(key, known)
    return known
  }
  api.serve((exchange) => {
    const { path, query } = exchange
    const isFirst = query.fieldSelector === `metadata.name=${FIRST_CONFIG_MAP}`
    if (!isFirst) assert.equal(query.labelSelector, 'jupyterhub.opendatahub.io/user=profile')
    if (query.watch) watchAt(`${path} ${isFirst}`).resolve(exchange.stream())
    else
      exchange.page(
        all.filter(
          ({ metadata }) =>
            path === `/api/v1/namespaces/${metadata.namespace}/configmaps` &&
            (metadata.name === FIRST_CONFIG_MAP) === isFirst,
        ),
        { resourceVersion: '5' },
      )
  })
  const connection = await connectTo({ server: api.url })
  const config$ = new BehaviorSubject<ProfilesConfig>(config({ profiles: { enabled: true, ...values } }).profiles)
  const reach$ = new BehaviorSubject<Reach>(reach())
  const heard = listen<KnownProfiles>(profiles$(config$, reach$, { transport: connection, namespace: 'hub' }))
  return {
    heard,
    config$,
    reach$,
    send: async (one: ConfigMap, event: object): Promise<void> => {
      const path = `/api/v1/namespaces/${one.metadata.namespace}/configmaps`
      const watching = await watchAt(`${path} ${one.metadata.name === FIRST_CONFIG_MAP}`).promise
      watching.send(event)
    },
    async [Symbol.asyncDispose]() {
      heard[Symbol.dispose]()
      await connection.close()
      await api.close()
    },
  }
}

const names = ({ set }: KnownProfiles) => set.profiles.map(({ name }) => name)

describe('profiles$', () => {
  it('has the named ConfigMap first, the labelled ones by name, the values last', async () => {
    const all = [
      configMap('a-lab', giving('lab')),
      configMap(FIRST_CONFIG_MAP, giving('first')),
      configMap('b-course', giving('course')),
      configMap('a-lab', giving('elsewhere'), 'admins'),
    ]
    const values = { namespaces: ['admins'], static: { profiles: [{ name: 'values', env: { FROM: 'values' } }] } }
    await using world = await cluster(all, values)
    const known = await world.heard.next()
    assert.deepEqual(names(known), ['first', 'lab', 'elsewhere', 'course', 'values'])
    assert.deepEqual(
      known.configMaps.map(({ source }) => source),
      [`ConfigMap ${FIRST_CONFIG_MAP}`, 'ConfigMap a-lab', 'ConfigMap admins/a-lab', 'ConfigMap b-course'],
    )
    assert.deepEqual(known.problems, [])
  })

  it('a bad one is named and left out, the others go on; mended it is back', async () => {
    const bad = configMap('a-bad', 'profiles: [')
    const empty = { ...configMap('b-empty', ''), data: {} }
    await using world = await cluster([bad, empty, configMap('c-good', giving('good'))])
    const known = await world.heard.next()
    assert.deepEqual(names(known), ['good'])
    assert.deepEqual(
      known.problems.map(({ source }) => source),
      ['ConfigMap a-bad', 'ConfigMap b-empty'],
    )
    assert.match(known.problems[1]?.text ?? '', /is missing, so that it gives no profiles/)
    await world.send(bad, { type: 'MODIFIED', object: configMap('a-bad', giving('mended')) })
    const mended = await world.heard.next()
    assert.deepEqual([names(mended), mended.problems.length], [['mended', 'good'], 1])
  })

  it('a change, a new one, one that goes and other values each count at once', async () => {
    const [first, lab] = [configMap(FIRST_CONFIG_MAP, giving('first')), configMap('lab', giving('lab'))]
    await using world = await cluster([first, lab])
    assert.deepEqual(names(await world.heard.next()), ['first', 'lab'])
    await world.send(first, { type: 'MODIFIED', object: configMap(FIRST_CONFIG_MAP, giving('changed')) })
    assert.deepEqual(names(await world.heard.next()), ['changed', 'lab'])
    await world.send(lab, { type: 'ADDED', object: configMap('course', giving('course')) })
    assert.deepEqual(names(await world.heard.next()), ['changed', 'course', 'lab'])
    await world.send(lab, { type: 'DELETED', object: { ...lab, metadata: { ...lab.metadata, resourceVersion: '99' } } })
    assert.deepEqual(names(await world.heard.next()), ['changed', 'course'])
    const values = { enabled: true, static: { profiles: [{ name: 'values' }] } }
    world.config$.next(config({ profiles: values }).profiles)
    assert.deepEqual(names(await world.heard.next()), ['changed', 'course', 'values'])
  })

  it('what authors may not have is left out and said, until the values allow it; who writes those is not bound', async () => {
    const reading = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'storage', key: 'k' } } })
    const own = { static: { profiles: [{ name: 'values', env: [reading('B')] }] } }
    const course = `profiles: [{name: course, env: [${JSON.stringify(reading('A'))}]}]`
    await using world = await cluster([configMap('course', course)], own)
    const names = ({ set }: KnownProfiles) => set.profiles.flatMap(({ env }) => env.map(({ name }) => name))
    const bound = await world.heard.next()
    assert.deepEqual(names(bound), ['B'])
    assert.deepEqual(bound.configMaps[0]?.reading.problems, bound.problems)
    assert.match(bound.problems[0]?.text ?? '', /write profiles: \{allowedSecrets: \[storage\]\}$/)
    world.reach$.next(reach({ allowedSecrets: ['stor*'] }))
    const allowed = await world.heard.next()
    assert.deepEqual([names(allowed), allowed.problems], [['A', 'B'], []])
  })

  it('those of another namespace are for pods there alone', async () => {
    const all = [configMap('a-lab', giving('lab')), configMap('b-lab', giving('elsewhere'), 'admins')]
    await using world = await cluster(all, { namespaces: ['admins', 'empty'] })
    const known = await world.heard.next()
    const namesFor = (namespace: string) => profilesFor(known, namespace).profiles.map(({ name }) => name)
    assert.deepEqual(['hub', 'admins', 'empty', 'third'].map(namesFor), [
      ['lab'],
      ['lab', 'elsewhere'],
      ['lab'],
      ['lab'],
    ])
  })

  it('says where something is wrong in the values, and reads the rest', async () => {
    const values = { static: { profiles: [{ name: 'a', colour: 'red', env: { SEATS: 1e6 } }] } }
    await using world = await cluster([], values)
    const { set, problems } = await world.heard.next()
    assert.deepEqual(
      problems.map(({ where }) => where),
      ['values profiles.static profiles[0].colour'],
    )
    assert.deepEqual(set.profiles[0]?.env, [{ name: 'SEATS', value: '1000000' }])
  })
})
