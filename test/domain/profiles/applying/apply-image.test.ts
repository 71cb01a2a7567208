import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyProfiles } from '../../../../src/domain/profiles/applying/apply.ts'
import { containerOf, type PodManifest } from '../../../../src/domain/profiles/pod/pod-manifest.ts'
import { type Moment, spawnOf } from '../../../../src/domain/profiles/pod/spawn.ts'
import { profilesIn, spawned } from '../../../support/profiles.ts'

const HUB = 'quay.io/hub/base:1'
const EXAM = 'quay.io/hub/exam:2026-10'
const NOTE = 'warmseats.io/hub-image'
const MIDTERM = { title: 'Midterm Data 8', pools: ['user'], startMs: 0, endMs: 100 }
const YAML = `profiles:
- {name: base, images: ["base:1"], env: {COURSE: Data 8}}
- {name: exam, during: Midterm*, images: ["base:1"], image: "${EXAM}", env: {EXAM: "yes"}}
- {name: all}`

const at = (atMs: number): Moment => ({ atMs, events: [MIDTERM] })
function apply(pod: PodManifest, moment: Moment, yaml = YAML): PodManifest {
  const spawn = spawnOf(pod)
  assert.ok(spawn)
  return applyProfiles(pod, profilesIn(yaml), { ...spawn, moment }).pod
}
const imageOf = (pod: PodManifest) => containerOf(pod)?.image
const noteOf = (pod: PodManifest) => pod.metadata?.annotations?.[NOTE]
const namesOf = (pod: PodManifest) => pod.metadata?.annotations?.['warmseats.io/profiles']

describe('the image of a profile', () => {
  it('is that of the user’s container while the event is in force, and no other container has it', () => {
    const plain = spawned()
    const sidecar = { name: 'proxy', image: 'proxy:1' }
    const spec = {
      ...plain.spec,
      containers: [sidecar, ...plain.spec.containers],
      initContainers: [{ name: 'init', image: HUB }],
    }
    const exam = apply({ ...plain, spec }, at(50))
    assert.deepEqual(
      exam.spec?.containers?.map(({ image }) => image),
      ['proxy:1', EXAM],
    )
    assert.deepEqual(Object(exam.spec).initContainers, [{ name: 'init', image: HUB }])
    assert.equal(noteOf(exam), HUB)
  })
  it('is the hub’s own before and after it, and nothing is noted', () => {
    for (const moment of [at(-600_001), at(100)]) {
      const pod = apply(spawned(), moment)
      assert.deepEqual([imageOf(pod), noteOf(pod)], [HUB, undefined])
    }
  })
  it('given twice is given once: whom profiles mean follows the image that the hub asked for', () => {
    const once = apply(spawned(), at(50))
    assert.equal(namesOf(once), 'base, all, exam')
    assert.deepEqual(apply(once, at(50)), once)
  })
  it('a note that fits no profile makes nobody somebody else', () => {
    const pod = apply(spawned({ image: 'evil/x:1', annotations: { [NOTE]: HUB } }), at(50))
    assert.deepEqual([imageOf(pod), namesOf(pod)], ['evil/x:1', 'all'])
    const other = apply(spawned({ image: EXAM, annotations: { [NOTE]: HUB } }), at(100))
    assert.equal(namesOf(other), 'all')
  })
  it('is the last one’s, of an event before all others, and a size may give one', () => {
    const yaml = `profiles:
- {name: exam, during: Midterm*, image: "exam:1"}
- {name: ada, users: [ada], image: "ada:1"}
sizes: [{name: Small, image: "small:1"}]`
    const pod = spawned({ annotations: { 'warmseats.io/size': 'Small' } })
    assert.deepEqual([imageOf(apply(pod, at(50), yaml)), imageOf(apply(pod, at(100), yaml))], ['exam:1', 'small:1'])
    assert.equal(imageOf(apply(spawned(), at(100), yaml)), 'ada:1')
  })
  it('that the pod has already changes nothing', () => {
    const pod = apply(spawned({ image: EXAM }), at(50), `profiles: [{during: Midterm*, image: "${EXAM}"}]`)
    assert.deepEqual([imageOf(pod), noteOf(pod)], [EXAM, undefined])
  })
  it('is told with who gave it', () => {
    const { origins } = applyProfiles(spawned(), profilesIn(YAML), { user: 'ada', image: HUB, moment: at(50) })
    assert.deepEqual(
      origins.find(({ field }) => field.endsWith('.image')),
      { field: 'spec.containers[notebook].image', value: EXAM, from: 'profile "exam" (profiles.yaml:3)' },
    )
  })
})
