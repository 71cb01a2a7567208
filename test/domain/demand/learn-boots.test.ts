import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { laterOf, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import type { Boot } from '../../../src/domain/demand/boots.ts'
import { type BootMemory, learnBoots } from '../../../src/domain/demand/learn-boots.ts'
import { config } from '../../support/config.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'

const two = config({ nodePools: { user: {}, gpu: {} } })

/** What is known after these pods were seen on these nodes. */
function known(pods: readonly PodSpec[], nodes: readonly NodeSpec[], before: BootMemory = NO_MEMORY): BootMemory {
  const sight = observed({ config: two, pods: pods.map((one) => pod(one)), nodes: nodes.map(node) })
  return learnBoots(before, sight.pods, sight.nodes, two)
}

const learned = (...args: Parameters<typeof known>) => known(...args).boots

/** Asked for at 08:00, its node made at 08:04, run at 08:06. */
const waited: PodSpec = {
  placeholder: 'user',
  uid: 'p1',
  on: 'n1',
  created: at('08:00'),
  runningAt: at('08:06'),
}
const booted: NodeSpec = { name: 'n1', created: at('08:04') }
const SAMPLE: Boot = { pod: 'p1', endMs: at('08:06'), tookMs: 6 * MINUTE }

describe('what is a boot', () => {
  it('a placeholder that ran on a node that was made after it: all of its wait', () =>
    assert.deepEqual(learned([waited], [booted]), { user: [SAMPLE] }))

  const none: [string, PodSpec, NodeSpec][] = [
    ['on a node that was there before it', waited, { ...booted, created: at('07:59') }],
    ['on one of the same second', waited, { ...booted, created: at('08:00') }],
    ['on a node that took the name of its own later', waited, { ...booted, created: at('08:07') }],
    ['on a node that is gone', waited, { ...booted, name: 'n2' }],
    ['that does not run yet', without(waited, 'runningAt'), booted],
    ['whose container began anew: when it first ran is not known any more', { ...waited, restarts: 1 }, booted],
    ['that waited for more than an hour', { ...waited, created: at('07:05') }, booted],
    ['of a pool that is not in the config', { ...waited, placeholder: 'old' }, booted],
    ['that is none, but a user', { ...without(waited, 'placeholder'), user: 'ada' }, booted],
  ]
  for (const [name, one, on] of none) it(`none ${name}`, () => assert.deepEqual(learned([one], [on]), {}))

  it('one that waited for an hour is one', () =>
    assert.equal(learned([{ ...waited, created: at('07:06') }], [booted]).user?.[0]?.tookMs, HOUR))
  it('each pool has its own', () => {
    const gpu = { ...waited, placeholder: 'gpu', uid: 'p2', on: 'n2', runningAt: at('08:09') }
    const seen = learned([waited, gpu], [booted, { name: 'n2', pool: 'gpu', created: at('08:04') }])
    assert.deepEqual(seen, { user: [SAMPLE], gpu: [{ pod: 'p2', endMs: at('08:09'), tookMs: 9 * MINUTE }] })
  })
  it('each counts once, however often it is seen', () => {
    const before = known([waited], [booted])
    assert.equal(learned([waited], [booted], before).user, before.boots.user)
  })
  it('they stay when pod and node are gone, and go with their pool', () => {
    const boots = { user: [SAMPLE] }
    assert.deepEqual(learned([], [], { boots: { ...boots, old: [SAMPLE] }, pulling: {} }), boots)
  })
})

describe('where a puller fetches the images of users', () => {
  /** The puller on the node, which came with it; it pulls until 08:08. */
  const pulls: PodSpec = {
    daemon: 'continuous-image-puller',
    labels: { component: 'continuous-image-puller' },
    name: 'puller',
    on: 'n1',
    created: at('08:05'),
    phase: 'Pending',
  }
  const pulled: PodSpec = { ...pulls, phase: 'Running', runningAt: at('08:08') }
  const WITH_IMAGES: Boot = { pod: 'p1', endMs: at('08:08'), tookMs: 8 * MINUTE }

  it('the boot ends when both run, whichever is later', () => {
    assert.deepEqual(learned([waited, pulled], [booted]), { user: [WITH_IMAGES] })
    assert.deepEqual(learned([{ ...waited, runningAt: at('08:09') }, pulled], [booted]).user?.[0]?.endMs, at('08:09'))
  })
  it('and when the last puller runs, where several hubs share the node', () => {
    const other = { ...pulled, name: 'other', namespace: 'hub2', runningAt: at('08:10') }
    assert.equal(learned([waited, pulled, other], [booted]).user?.[0]?.tookMs, 10 * MINUTE)
    assert.deepEqual(learned([waited, pulled, { ...pulls, name: 'other' }], [booted]), {})
  })
  it('until then there is none, and then there is', () => {
    const before = known([waited, pulls], [booted])
    assert.deepEqual(before.boots, {})
    assert.deepEqual(known([waited, pulled], [booted], before), { boots: { user: [WITH_IMAGES] }, pulling: {} })
  })
  it('also if the placeholder gave way to a user in the meantime, across a restart and to another leader', () => {
    const before = known([waited, pulls], [booted])
    const memory = laterOf(NO_MEMORY, memoryFromJson(memoryToJson({ ...NO_MEMORY, ...before })) ?? NO_MEMORY)
    assert.deepEqual(known([pulls], [booted], memory), before)
    assert.deepEqual(known([pulled], [booted], memory), { boots: { user: [WITH_IMAGES] }, pulling: {} })
  })
  const forgotten: [string, NodeSpec[]][] = [
    ['its node is gone', []],
    ['its node is another of the same name', [{ ...booted, created: at('08:07') }]],
  ]
  for (const [name, nodes] of forgotten)
    it(`but not if ${name}`, () =>
      assert.deepEqual(known([pulled], nodes, known([waited, pulls], [booted])), { boots: {}, pulling: {} }))

  it('a boot that was seen before its puller gets longer, one whose puller is gone does not get shorter', () => {
    const early = known([waited], [booted])
    assert.deepEqual(early.boots, { user: [SAMPLE] })
    const late = { ...pulled, created: at('08:07') }
    const whole = known([waited, late], [booted], early)
    assert.deepEqual(whole.boots, { user: [WITH_IMAGES] })
    assert.equal(learned([waited], [booted], whole).user, whole.boots.user)
  })
  it('a puller of a new image, much later, is none of the boot, and when the first one ran is not known', () => {
    const anew = { ...pulled, name: 'puller-2', created: at('08:40'), runningAt: at('08:45') }
    assert.deepEqual(known([waited, anew], [booted]), { boots: {}, pulling: {} })
    const before = known([waited, pulled], [booted])
    assert.equal(learned([waited, anew], [booted], before).user, before.boots.user)
  })
  it('other pods of DaemonSets, pullers of other nodes, and pods that only bear the label do not count', () => {
    const others = [
      { ...pulls, labels: { component: 'hook-image-puller' } },
      { ...pulls, name: 'elsewhere', on: 'n2' },
      { ...without(pulls, 'daemon'), name: 'bare' },
    ]
    assert.deepEqual(learned([waited, ...others], [booted]), { user: [SAMPLE] })
  })
  it('an image that never comes teaches nothing', () => {
    assert.deepEqual(learned([waited, { ...pulled, runningAt: at('09:01') }], [booted]), {})
  })
})

function without<K extends keyof PodSpec>(spec: PodSpec, key: K): Omit<PodSpec, K> {
  const { [key]: _, ...rest } = spec
  return rest
}
