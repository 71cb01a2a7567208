/** Whatever stands in ConfigMaps and in the values: a pod gets what the rule allows, all of it and nothing else. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { knownProfiles, profilesFor } from '../../../../src/domain/profiles/known/known.ts'
import type { Reach } from '../../../../src/domain/profiles/reach/reach.ts'
import { profilesConfigMap } from '../../../../src/domain/profiles/reading/config-map.ts'
import { readProfileValues } from '../../../../src/domain/profiles/reading/read.ts'
import { PROFILES_KEY } from '../../../../src/domain/profiles/reading/read-file.ts'
import { applyToPod } from '../../../../src/server/profiles/apply-to-pod.ts'
import { reach, spawned } from '../../../support/profiles.ts'
import { fc, RUNS } from '../../../support/properties.ts'

const HOUSE = ['hub', 'x-hub', 'image-pull-secret', 'sh.helm.release.v1.a.v1', 'a-token-abcde', 'warmseats-certificate']
const HOMES = ['claim-ada', 'claim-ada--lab', 'claim-x', 'hub-db-dir']
const NAMESPACES = ['hub', 'lab', 'annex']

const secret = fc.constantFrom(...HOUSE, 'storage', 'course-a', 'course-b', 'a.b')
const claim = fc.constantFrom(...HOMES, 'data', 'data-a', 'course-a')
const variable = fc.constantFrom('A', 'B', 'LD_PRELOAD', 'LD_A', 'JUPYTERHUB_A', 'PATH', 'HTTPS_PROXY', 'XPATH')
const pattern = (name: fc.Arbitrary<string>) =>
  fc.oneof(
    name,
    fc.constantFrom('*', 'c*', '*a', 'c*-*', 'h*b', '*-*', '**', '', '.*', 'LD_*', '[a-z]*'),
    name.map((one) => `${one.slice(0, 3)}*`),
  )
const patterns = (name: fc.Arbitrary<string>) => fc.array(pattern(name), { maxLength: 3 })

const IMAGES = ['evil/image', 'quay.io/hub/exam:1', 'exam', 'exam:2']
/** What each entry of the values allows of them. */
const ALLOWING: Readonly<Record<string, readonly string[]>> = {
  '*': IMAGES,
  'quay.io/hub/*': ['quay.io/hub/exam:1'],
  'docker.io/library/*': ['exam', 'exam:2'],
  'exam:2': ['exam:2'],
  'docker.io/*': ['evil/image', 'exam', 'exam:2'],
}

const entries = {
  image: fc.constantFrom(...IMAGES),
  env: fc.array(
    fc.oneof(
      fc.record({ name: variable, value: fc.constant('plain') }),
      fc.record({
        name: variable,
        valueFrom: fc.record({ secretKeyRef: fc.record({ name: secret, key: fc.constant('k') }) }),
      }),
    ),
    { maxLength: 4 },
  ),
  volumes: fc.array(
    claim.map((claimName) => ({ name: claimName.replaceAll('.', '-'), persistentVolumeClaim: { claimName } })),
  ),
  services: fc.constant({ s: { resources: [{ name: 't', path: 'p' }], return: { LD_A: '$.a', A: '$.a' } } }),
}
const source = fc.record({
  namespace: fc.constantFrom(...NAMESPACES),
  profiles: fc.array(fc.record({ users: fc.constant(['*']), ...entries }, { requiredKeys: ['users'] }), {
    maxLength: 3,
  }),
  size: fc.record(entries, { requiredKeys: [] }),
})
const values = fc.record({
  allowedSecrets: patterns(secret),
  allowedClaims: patterns(claim),
  allowedImages: fc.subarray(Object.keys(ALLOWING), { maxLength: 2 }),
  reservedEnv: patterns(variable),
})

/** The rule again, in other words. */
const isAsOne = (list: readonly string[], name: string) =>
  list.some((one) => new RegExp(`^${one.replaceAll(/[^\w*-]/g, '[$&]').replaceAll('*', '.*')}$`).test(name))
const isAllowed = (list: readonly string[], name: string, house: readonly string[]) =>
  list.includes(name) || (isAsOne(list, name) && !house.includes(name))

interface Entries {
  readonly image?: string
  readonly env?: readonly (
    | { readonly name: string; readonly value: string }
    | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: { readonly name: string } } }
  )[]
  readonly volumes?: readonly { readonly persistentVolumeClaim: { readonly claimName: string } }[]
}

/** What of an entry's parts may count, as `kind name from`. */
function allowedOf({ env = [], volumes = [] }: Entries, may: Reach): string[] {
  return [
    ...env.flatMap((one) => {
      const from = 'valueFrom' in one ? one.valueFrom.secretKeyRef.name : undefined
      if (isAsOne(may.reservedEnv, one.name)) return []
      return from === undefined || isAllowed(may.allowedSecrets, from, HOUSE) ? [`env ${one.name} ${from}`] : []
    }),
    ...volumes.flatMap(({ persistentVolumeClaim: { claimName } }) =>
      isAllowed(may.allowedClaims, claimName, HOMES) ? [`claim ${claimName}`] : [],
    ),
  ]
}

it('a pod has all that is allowed, by the ConfigMaps of its own namespace and of the home one, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(source, { minLength: 1, maxLength: 3 }),
      values,
      fc.constantFrom(...NAMESPACES, 'other'),
      async (sources, written, place) => {
        const may = reach(written)
        const configMaps = sources.flatMap(({ namespace, profiles, size }, at) => {
          const text = JSON.stringify({ profiles, sizes: [{ name: `S${at}`, ...size }] })
          const metadata = { name: `m${at}`, namespace, uid: `u${at}` }
          return profilesConfigMap({ metadata, data: { [PROFILES_KEY]: text } }, 'hub') ?? []
        })
        const known = knownProfiles(configMaps, readProfileValues({}, 'values'), { home: 'hub', reach: may })
        const chosen = sources.length - 1
        const pod = { ...spawned(), spec: { containers: [{ name: 'notebook', image: 'i' }] } }
        const returned: string[] = []
        const given = await applyToPod(
          pod,
          { user: 'ada', image: 'i', size: `S${chosen}` },
          { namespace: place, dryRun: true },
          {
            ...{ setFor: (one) => profilesFor(known, one), mountPath: '/m', timeoutMs: 1 },
            deployServices: async ({ services }) => {
              returned.push(...[...services.values()].flatMap(({ value }) => Object.keys(value.return)))
              return { env: [], failures: [], spawn: 's' }
            },
          },
        )
        const counting = sources.filter(({ namespace }) => [place, 'hub'].includes(namespace))
        const layers = [
          ...counting.flatMap(({ profiles }) => profiles),
          ...counting.filter((one) => one === sources[chosen]).map(({ size }) => size),
        ]
        const allowed = layers.flatMap((one) => allowedOf(one, may))
        const { containers = [], volumes = [] } = given.pod.spec ?? {}
        const has = [
          ...(containers?.[0]?.env ?? []).map(({ name, valueFrom }) => {
            const { secretKeyRef } = Object(valueFrom) as { readonly secretKeyRef?: { readonly name: string } }
            return `env ${name} ${secretKeyRef?.name}`
          }),
          ...(volumes ?? []).map((one) => {
            const { persistentVolumeClaim } = one as { readonly persistentVolumeClaim?: { readonly claimName: string } }
            return `claim ${persistentVolumeClaim?.claimName}`
          }),
        ].filter((one) => !one.startsWith('env JUPYTERHUB_USER_NAME '))
        const mayGive = may.allowedImages.flatMap((one) => ALLOWING[one] ?? [])
        const images = layers.flatMap(({ image }) => image ?? []).filter((one) => mayGive.includes(one))
        assert.equal(containers?.[0]?.image, images.at(-1) ?? 'i')
        for (const one of has) assert.ok(allowed.includes(one), `${one} is not allowed`)
        const heads = (all: readonly string[]) => new Set(all.map((one) => one.split(' ', 2).join(' ')))
        assert.deepEqual(heads(has), heads(allowed))
        for (const name of returned) assert.ok(!isAsOne(may.reservedEnv, name), name)
      },
    ),
    RUNS,
  )
})
