import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sizeChoices } from '../../../../src/domain/profiles/choosing/sizes.ts'
import { parseResources } from '../../../../src/domain/scheduling/resources.ts'
import { profilesIn } from '../../../support/profiles.ts'

const set = profilesIn(`
profiles:
- {name: all, resources: {requests: {memory: 1Gi, cpu: 500m}, limits: {memory: 2Gi, cpu: 1}}}
- {name: ada, users: [ada], resources: {limits: {memory: 3Gi}}}
sizes:
- {name: Small, resources: {limits: {memory: 2Gi, cpu: 1}}}
- {name: Large, gpu: 1, resources: {requests: {memory: 28Gi, cpu: 4}, limits: {memory: 30Gi, cpu: 8}}}
`)
const node = (memory: string, cpu: string) => parseResources({ memory, cpu })
const namesOn = (...nodes: ReturnType<typeof node>[]) =>
  sizeChoices(set, { user: 'ada', image: '' }, nodes).map(({ name }) => name)

it('Default is what the profiles give this user, the others what they say', () => {
  const [own, small, large] = sizeChoices(set, { user: 'ada', image: '' })
  const requests = { memory: '1Gi', cpu: '500m' }
  assert.deepEqual(own, { name: 'Default', resources: { requests, limits: { memory: '3Gi' } }, gpu: 0 })
  assert.deepEqual(small?.resources, { requests, limits: { memory: '2Gi', cpu: '1' } })
  assert.deepEqual([large?.name, large?.gpu], ['Large', 1])
  const [others] = sizeChoices(set, { user: 'grace', image: '' })
  assert.deepEqual(others?.resources.limits, { memory: '2Gi', cpu: '1' })
})

it('what needs more than 90 % of every node is not offered; without nodes all are', () => {
  assert.deepEqual(namesOn(), ['Default', 'Small', 'Large'])
  assert.deepEqual(namesOn(node('31Gi', '8')), ['Default', 'Small'])
  assert.deepEqual(namesOn(node('31Gi', '8'), node('32Gi', '8')), ['Default', 'Small', 'Large'])
  assert.deepEqual(namesOn(node('64Gi', '4'), node('2Gi', '32')), ['Default', 'Small'])
  assert.deepEqual(namesOn(node('1Mi', '1m')), ['Default'])
})
