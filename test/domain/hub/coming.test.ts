import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COUNTS_AFTER_MS, comingTo } from '../../../src/domain/hub/coming.ts'
import { config } from '../../support/config.ts'
import { HUB_VALUES, type HubSpec, hubView } from '../../support/hub/hub.ts'
import { observed, STALE, type World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const NOW = at('09:00')
const POOLS = { user: {}, gpu: {} }
const asked = (more: object = {}) => config({ nodePools: POOLS, defaultPool: 'user', hub: { ...HUB_VALUES, ...more } })
const coming = (spawning: HubSpec['spawning'] = [], world: World = {}, nowMs = NOW) => {
  const { byPool, lost, revisitAt } = comingTo(observed({ config: asked(), ...world }), hubView({ spawning }), nowMs)
  return { ...Object.fromEntries(byPool), ...(lost ? { lost } : {}), ...(revisitAt ? { revisitAt } : {}) }
}
/** A user's pod as KubeSpawner makes it. */
const server = (user: string, name?: string) =>
  pod({
    user,
    name: `jupyter-${user}-${name ?? ''}`,
    annotations: { 'hub.jupyter.org/username': user, ...(name ? { 'hub.jupyter.org/servername': name } : {}) },
  })

describe('who starts a server', () => {
  it('counts until the pod is there, named servers each by itself', () => {
    assert.deepEqual(coming(['ada', 'ada/lab', 'bob']), { user: 3 })
    assert.deepEqual(coming(['ada', 'ada/lab', 'bob'], { pods: [server('ada')] }), { user: 2 })
    assert.deepEqual(coming(['ada', 'ada/lab', 'bob'], { pods: [server('ada', 'lab'), server('bob')] }), { user: 1 })
  })
  it('is known by the name that the hub has, not by that in labels', () => {
    assert.deepEqual(coming(['ada@example.edu'], { pods: [server('ada@example.edu')] }), {})
    assert.deepEqual(coming(['ada@example.edu'], { pods: [pod({ user: 'ada' })] }), { user: 1 })
  })
  it('counts once there was time to make the pod', () => {
    const startedMs = NOW - COUNTS_AFTER_MS + 1
    assert.deepEqual(coming([{ key: 'ada/', startedMs }]), { revisitAt: NOW + 1 })
    assert.deepEqual(coming([{ key: 'ada/', startedMs }], {}, NOW + 1), { user: 1 })
  })
  it('is nobody while pods cannot be seen: theirs may be there', () =>
    assert.deepEqual(coming(['ada'], { sight: STALE }), {}))
})

describe('the pool of a server', () => {
  const gpu = [{ key: 'ada/', profile: 'gpu' }, { key: 'bob/', profile: 'constructor' }, 'cleo']
  const table: readonly (readonly [string, World['config'], object])[] = [
    ['by its profile', asked({ profiles: { gpu: 'gpu' } }), { gpu: 1, user: 2 }],
    ["else the hub's", asked({ pool: 'gpu' }), { gpu: 3 }],
    ['else that of pods of which nobody can tell', asked(), { user: 3 }],
    ['else the only one', config({ hub: HUB_VALUES }), { user: 3 }],
    ['else nobody can tell', config({ nodePools: POOLS, hub: HUB_VALUES }), { lost: 3 }],
  ]
  for (const [name, from, expected] of table)
    it(name, () => assert.deepEqual(coming(gpu, from ? { config: from } : {}), expected))
})
