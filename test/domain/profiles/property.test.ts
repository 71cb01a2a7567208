import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { applyPatch } from 'rfc6902'
import { applyProfiles } from '../../../src/domain/profiles/applying/apply.ts'
import { patchOf } from '../../../src/domain/profiles/pod/patch.ts'
import { containerOf, type PodManifest } from '../../../src/domain/profiles/pod/pod-manifest.ts'
import type { Spawn } from '../../../src/domain/profiles/pod/spawn.ts'
import type { ProfileSet } from '../../../src/domain/profiles/reading/profile.ts'
import { readProfiles } from '../../../src/domain/profiles/reading/read.ts'
import { readProfileFile } from '../../../src/domain/profiles/reading/read-file.ts'
import { objectionsTo } from '../../support/pod-objections.ts'
import { profilesYaml, spawn, userPod } from '../../support/profile-worlds.ts'
import { profilesIn, spawned } from '../../support/profiles.ts'
import { fc, RUNS } from '../../support/properties.ts'

const applied = (yaml: string, pod: PodManifest, who: Spawn) =>
  applyProfiles(pod, readProfiles(yaml, 'p.yaml').set, who).pod

const holds = (predicate: (yaml: string, pod: PodManifest, who: Spawn) => void) =>
  fc.assert(fc.property(profilesYaml, userPod, spawn, predicate), RUNS)

describe('whatever the profiles say, right or wrong', () => {
  it('applying twice is applying once', () =>
    holds((yaml, pod, who) => {
      const once = applied(yaml, pod, who)
      assert.deepEqual(applied(yaml, once, who), once)
    }))

  it('the pod is one that the API server takes', () =>
    holds((yaml, pod, who) => {
      assert.deepEqual(objectionsTo(pod), [])
      assert.deepEqual(objectionsTo(applied(yaml, pod, who)), [])
    }))

  it('nothing of others is lost', () =>
    holds((yaml, pod, who) => {
      const after = applied(yaml, pod, who)
      for (const key of ['labels', 'annotations'] as const)
        assert.deepEqual({ ...after.metadata?.[key], ...pod.metadata?.[key] }, after.metadata?.[key])
      // Of an amount that a profile takes away the hub's variable goes too.
      const names = (of: PodManifest) =>
        containerOf(of)?.env?.flatMap(({ name }) => (name === 'CPU_LIMIT' ? [] : [name])) ?? []
      assert.deepEqual(
        names(pod).filter((name) => !names(after).includes(name)),
        [],
      )
      for (const key of ['volumes', 'tolerations'] as const) {
        const before = pod.spec?.[key] ?? []
        assert.deepEqual(after.spec?.[key]?.slice(0, before.length) ?? [], before)
      }
      const mounts = containerOf(pod)?.volumeMounts ?? []
      assert.deepEqual(containerOf(after)?.volumeMounts?.slice(0, mounts.length) ?? [], mounts)
      assert.deepEqual(
        after.spec?.containers?.map(({ image }) => image),
        pod.spec?.containers?.map(({ image }) => image),
      )
    }))

  it('the patch makes the pod, and the second one is empty', () =>
    holds((yaml, pod, who) => {
      const after = applied(yaml, pod, who)
      const patched = structuredClone(pod)
      assert.ok(applyPatch(patched, [...patchOf(pod, after)]).every((error) => error === null))
      assert.deepEqual(patched, JSON.parse(JSON.stringify(after)))
      assert.deepEqual(patchOf(after, applied(yaml, after, who)), [])
    }))

  it('the pod that was given is not changed', () =>
    holds((yaml, pod, who) => {
      const before = structuredClone(pod)
      applied(yaml, pod, who)
      assert.deepEqual(pod, before)
    }))
})

/** Profiles of which no two give the same thing. */
const apart = (count: number): ProfileSet =>
  profilesIn(
    JSON.stringify({
      profiles: Array.from({ length: count }, (_, n) => ({
        name: `p${n}`,
        env: { [`V${n}`]: String(n) },
        volumes: [{ name: `v${n}`, persistentVolumeClaim: { claimName: 'c' } }],
        node_tolerations: [{ key: `t${n}`, operator: 'Exists' }],
        ...(n === 0 ? { resources: { limits: { memory: '1Gi' } } } : {}),
        ...(n === 1 ? { gpu: 1 } : {}),
      })),
    }),
  )

/** What a pod has, whatever the order of its lists. */
const contentOf = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value
      .map(contentOf)
      .map((one) => JSON.stringify(one))
      .toSorted()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'warmseats.io/profiles')
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, contentOf(inner)]),
  )
}

it('the order of profiles that give different things does not matter', () =>
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
      const set = apart(6)
      const shuffled = { ...set, profiles: order.flatMap((at) => set.profiles[at] ?? []) }
      const who = { user: 'ada', image: '' }
      assert.deepEqual(
        contentOf(applyProfiles(spawned(), shuffled, who).pod),
        contentOf(applyProfiles(spawned(), set, who).pod),
      )
    }),
    RUNS,
  ))

const TEXTS = ['seed.yaml', '../../../examples/profiles/profiles.yaml', '../../../examples/profiles/spark.yaml'].map(
  (name) => readFileSync(new URL(name, import.meta.url)),
)

/** Bytes of real profiles with some of them flipped, cut out, or said again. */
const brokenBytes = fc
  .record({
    text: fc.constantFrom(...TEXTS),
    changes: fc.array(fc.record({ at: fc.nat(10_000), kind: fc.nat(3), byte: fc.nat(255), length: fc.nat(40) }), {
      maxLength: 6,
    }),
  })
  .map(({ text, changes }) => {
    let bytes = [...text]
    for (const { at, kind, byte, length } of changes) {
      const place = at % (bytes.length + 1)
      if (kind === 0) bytes[place] = byte
      else if (kind === 1) bytes = bytes.toSpliced(place, length)
      else if (kind === 2) bytes = bytes.toSpliced(place, 0, ...bytes.slice(0, length * 10))
      else
        bytes = bytes.toSpliced(
          place,
          0,
          ...Buffer.from([':', '*a ', '&a ', '\n', '- ', '{', '? ', '<<: ', '!!'][byte % 9] ?? ''),
        )
    }
    return Buffer.from(bytes).toString('utf8')
  })

it('bytes that are no profiles any more: nothing throws, and the pod is one that the API server takes', () => {
  let [withProblems, withProfiles] = [0, 0]
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: brokenBytes }, fc.string({ unit: 'binary' })), spawn, (text, who) => {
      const { set, problems } = readProfileFile(text, 'f.yaml')
      withProblems += Number(problems.length > 0)
      withProfiles += Number(set.profiles.length > 0)
      assert.deepEqual(objectionsTo(applyProfiles(spawned(), set, who).pod), [])
    }),
    { numRuns: RUNS.numRuns * 10 },
  )
  // It is no fuzzing when all are refused, or none is broken.
  assert.ok(withProblems > RUNS.numRuns && withProfiles > RUNS.numRuns, `${withProblems} broken, ${withProfiles} used`)
})
