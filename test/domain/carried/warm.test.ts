/** Warm means with the image: what placeholders bring, and what a node without it is worth. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diff } from '../../../src/domain/act/diff.ts'
import type { RawContainer } from '../../../src/domain/scheduling/pod-requests.ts'
import { userPool } from '../../support/config.ts'
import { play, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const IMAGE = 'quay.io/hub/data8:1'
const nodes = [node({ name: 'n1' }), node({ name: 'n2' })]
const lecture = [{ asks: { user: { students: 20 } }, from: '09:00', to: '11:00' }]
const config = userPool({ seat: { requests: { memory: '4Gi' } } })
const ada = pod({ user: 'ada', on: 'n1', memory: '4Gi', image: IMAGE, pullSecrets: ['registry'], created: at('08:30') })

function broughtBy(world: World, time = '08:40'): { images: readonly RawContainer[]; secrets: unknown } {
  const [decision] = play([[time, world]]).slice(-1)
  assert.ok(decision)
  const applied = diff(decision, observed(world)).actions.find((one) => one.type === 'apply')
  const spec = (applied && 'manifest' in applied ? applied.manifest.spec.template.spec : {}) as {
    readonly initContainers?: readonly RawContainer[]
    readonly imagePullSecrets?: unknown
  }
  return { images: spec.initContainers ?? [], secrets: spec.imagePullSecrets }
}

describe('placeholders', () => {
  const world = { config, nodes, pods: [ada], events: lecture }
  it('bring what the people of the pool run, as these pull it', () => {
    const { images, secrets } = broughtBy(world)
    assert.deepEqual(
      images.map(({ image }) => image),
      [IMAGE],
    )
    assert.deepEqual(secrets, [{ name: 'registry' }])
  })
  it('bring nothing where nobody came yet, and where it is off', () => {
    assert.deepEqual(broughtBy({ ...world, pods: [] }).images, [])
    assert.deepEqual(broughtBy({ ...world, config: userPool({ userImages: 'off' }) }).images, [])
  })
  it('bring what is configured, for all pools or for one', () => {
    const named = (from: World['config']) =>
      broughtBy({ ...world, config: from ?? config }).images.map(({ image }) => image)
    assert.deepEqual(named(userPool({ userImages: ['a', 'b'] })), ['a', 'b'])
    assert.deepEqual(named(userPool({}, { userImages: ['a'] })), ['a'])
    assert.deepEqual(named(userPool({ userImages: 'auto' }, { userImages: ['a'] })), [IMAGE])
  })
  it('bring it the next morning as well', () => {
    const next = { config, nodes, events: lecture }
    const decisions = play([
      ['08:40', world],
      [at('08:40') + 20 * 3_600_000, next],
    ])
    assert.deepEqual(poolOf(decisions.at(-1)).carried.images, [{ image: IMAGE }])
  })
})

describe('a node with users', () => {
  const seatsOf = (images: readonly string[] | undefined) => {
    const both = [node({ name: 'n1', ...(images ? { images } : {}) }), node({ name: 'n2' })]
    const world = { config, nodes: both, pods: [ada], events: lecture }
    const last = play([
      ['09:10', world],
      ['09:15', world],
    ]).at(-1)
    return poolOf(last)
  }
  it('has open seats when it has the image that most people run', () => assert.equal(seatsOf([IMAGE])?.seats?.open, 7))
  it('has none without it, and says so', () => {
    const { seats, rooms } = seatsOf(['quay.io/hub/other:1'])
    assert.equal(seats?.open, 0)
    assert.deepEqual(rooms[0]?.judgement, { at: 'no image', image: IMAGE })
  })
  it('counts where it does not say what it has', () => assert.equal(seatsOf(undefined)?.seats?.open, 7))
})
