import assert from 'node:assert/strict'
import { it } from 'node:test'
import { offersOf } from '../../../../src/domain/profiles/choosing/offers.ts'
import { sayHowSoon } from '../../../../src/domain/room/how-soon.ts'
import { config, poolLabels } from '../../../support/config.ts'
import { node } from '../../../support/node.ts'
import { observed } from '../../../support/observed.ts'
import { pod } from '../../../support/pod.ts'
import { profilesIn, spawned } from '../../../support/profiles.ts'

const set = profilesIn(`
profiles:
- {name: all, resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}}
- name: department
  users: [grace]
  node_affinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms: [{matchExpressions: [{key: hub.jupyter.org/pool-name, operator: In, values: [lab-pool]}]}]
sizes:
- {name: Small, resources: {requests: {memory: 2Gi}, limits: {memory: 2Gi}}}
- {name: Large, resources: {requests: {memory: 20Gi}, limits: {memory: 20Gi}}}
- {name: Huge, resources: {requests: {memory: 60Gi}, limits: {memory: 60Gi}}}
`)
const labels = { ...poolLabels('user'), 'hub.jupyter.org/node-purpose': 'user' }
const world = observed({
  config: config({ nodePools: { user: {}, lab: {} }, defaultPool: 'user' }),
  nodes: [node({ labels })],
  pods: [pod({ user: 'bo', on: 'n1', memory: '20Gi' })],
})
const offers = (user: string, sight: typeof world | undefined = world, profiles = set) =>
  offersOf(spawned({ user }), profiles, { user, image: '' }, sight, (pool) => (pool === 'lab' ? 7 : 4) * 60_000)
const said = (...given: Parameters<typeof offers>) =>
  offers(...given).map(({ name, resources, soon }) => [name, resources.requests?.memory, sayHowSoon(soon)])

it('each size that fits a node, with what the server gets and how soon', () => {
  assert.deepEqual(said('ada'), [
    ['Default', '1Gi', 'warm now'],
    ['Small', '2Gi', 'warm now'],
    ['Large', '20Gi', 'about 4 min'],
  ])
})

it("a profile's place decides where room is looked for", () => {
  assert.deepEqual(
    said('grace').map(([, , soon]) => soon),
    ['about 7 min', 'about 7 min', 'about 7 min'],
  )
})

it('where no profile gives resources, those of the hub are shown', () => {
  assert.deepEqual(said('ada', world, profilesIn('profiles: [{name: all}]')), [['Default', '1Gi', 'warm now']])
})

it('before anything was seen, all sizes, and nobody knows how soon', () => {
  const all = offersOf(spawned(), set, { user: 'ada', image: '' }, undefined, () => 0)
  assert.deepEqual(
    all.map(({ name, soon }) => [name, soon.at]),
    ['Default', 'Small', 'Large', 'Huge'].map((name) => [name, 'unknown']),
  )
})
