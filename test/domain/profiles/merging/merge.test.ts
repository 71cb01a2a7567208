import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { mergeProfiles } from '../../../../src/domain/profiles/merging/merge.ts'
import { profilesIn } from '../../../support/profiles.ts'

const ADA = { user: 'ada', image: 'base:1' }
const merge = (yaml: string, chosen: object = {}) => mergeProfiles(profilesIn(yaml), { ...ADA, ...chosen })
const amounts = ({ resources }: ReturnType<typeof merge>) => [resources.requests?.value, resources.limits?.value]
const origins = (list: readonly { readonly origin: { readonly what: string } }[]) =>
  list.map(({ origin }) => origin.what)

describe('later wins', () => {
  it('env by name, in the place of the first', () => {
    const { env } = merge('profiles:\n- {name: a, env: {A: "1", B: "1"}}\n- {name: b, env: {A: "2", C: "2"}}')
    assert.deepEqual(
      env.map(({ value }) => `${value.name}=${value.value}`),
      ['A=2', 'B=1', 'C=2'],
    )
    assert.deepEqual(origins(env), ['profile "b"', 'profile "a"', 'profile "b"'])
  })
  it('requests and limits, each as a whole', () => {
    const a = '{name: a, resources: {requests: {memory: 1Gi, cpu: 1}, limits: {memory: 4Gi, cpu: 2}}}'
    const b = '{name: b, resources: {limits: {memory: 2Gi}}}'
    const merged = merge(`profiles:\n- ${a}\n- ${b}`)
    assert.deepEqual(amounts(merged), [{ memory: '1Gi', cpu: '1' }, { memory: '2Gi' }])
    assert.equal(merged.resources.limits?.origin.what, 'profile "b"')
  })
  it('volumes and services by name, node affinity by key, gpu', () => {
    const volume = (claim: string) => `{name: v, persistentVolumeClaim: {claimName: ${claim}}}`
    const affinity = (key: string) =>
      `requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: ${key}, operator: Exists}]}]}`
    const profile = (name: string) =>
      `{name: ${name}, gpu: ${name === 'a' ? 2 : 0}, volumes: [${volume(name)}], node_affinity: {${affinity(name)}}, services: {s: {resources: [{name: ${name}, path: p}]}}}`
    const merged = merge(`profiles:\n- ${profile('a')}\n- ${profile('b')}`)
    assert.deepEqual(
      merged.volumes.map(({ value }) => value.persistentVolumeClaim.claimName),
      ['b'],
    )
    assert.match(JSON.stringify(merged.nodeAffinity), /"key":"b"/)
    assert.doesNotMatch(JSON.stringify(merged.nodeAffinity), /"key":"a"/)
    assert.equal(merged.services.get('s')?.value.resources[0]?.name, 'b')
    assert.equal(merged.gpu?.value, 0)
  })
  it('tolerations add up', () => {
    const { tolerations } = merge(
      'profiles:\n- {name: a, node_tolerations: [{key: x, operator: Exists}]}\n- {name: b, node_tolerations: [{key: y, operator: Exists}]}',
    )
    assert.deepEqual(
      tolerations.map(({ value }) => value.key),
      ['x', 'y'],
    )
  })
})

describe('resources', () => {
  for (const [what, yaml, requests, limits] of [
    ['limits alone are requests', 'limits: {memory: 2Gi}', { memory: '2Gi' }, { memory: '2Gi' }],
    ['requests alone are limits', 'requests: {cpu: 500m}', { cpu: '500m' }, { cpu: '500m' }],
    ['mem_limit is both', 'mem_limit: 1Gi', { memory: '1Gi' }, { memory: '1Gi' }],
    [
      'devices cannot be overcommitted',
      'requests: {memory: 1Gi}, limits: {memory: 2Gi, example.org/fpga: 1}',
      { memory: '1Gi', 'example.org/fpga': '1' },
      { memory: '2Gi', 'example.org/fpga': '1' },
    ],
  ] as const)
    it(what, () => {
      const merged = merge(`profiles:\n- {name: a, resources: {${yaml}}}`)
      assert.deepEqual(amounts(merged), [requests, limits])
      assert.deepEqual(merged.problems, [])
    })

  for (const [what, first, second, both] of [
    ['a later request raises the limit', 'limits: {memory: 1Gi}', 'requests: {memory: 2Gi}', '2Gi'],
    ['a later limit lowers the request', 'requests: {memory: 2Gi}', 'limits: {memory: 1Gi}', '1Gi'],
  ] as const)
    it(`${what}, and is said`, () => {
      const merged = merge(`profiles:\n- {name: a, resources: {${first}}}\n- {name: b, resources: {${second}}}`)
      assert.deepEqual(amounts(merged), [{ memory: both }, { memory: both }])
      assert.equal(merged.problems.length, 1)
      assert.match(
        merged.problems[0]?.text ?? '',
        /requests 2Gi of memory, beyond the limit 1Gi of profile "[ab]" \(profiles\.yaml:[23]\)/,
      )
    })
})

const SIZED = `
profiles:
- {name: a, env: {A: profile}, resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}, gpu: 1}
sizes:
- {name: Large, env: {A: size}, resources: {requests: {memory: 8Gi}, limits: {memory: 8Gi}}}
gpuTypes:
- {type: a100, node_tolerations: [{key: a100, operator: Exists}]}
- {type: t4, node_tolerations: [{key: t4, operator: Exists}]}
`

describe('what was chosen', () => {
  it('the size comes last', () => {
    const merged = merge(SIZED, { size: 'Large' })
    assert.deepEqual(amounts(merged), [{ memory: '8Gi' }, { memory: '8Gi' }])
    assert.deepEqual(merged.env[0]?.value, { name: 'A', value: 'size' })
    assert.deepEqual(
      merged.layers.map(({ name }) => name),
      ['a', 'Large'],
    )
  })
  for (const size of [undefined, '', 'Default', 'None', 'default'])
    it(`${size} is what the profiles give`, () => {
      const merged = merge(SIZED, size === undefined ? {} : { size })
      assert.deepEqual(amounts(merged), [{ memory: '1Gi' }, { memory: '2Gi' }])
      assert.deepEqual(merged.problems, [])
    })
  it('a size that does not exist is said, and the profiles count', () => {
    const merged = merge(SIZED, { size: 'Huge' })
    assert.deepEqual(amounts(merged), [{ memory: '1Gi' }, { memory: '2Gi' }])
    assert.match(merged.problems[0]?.text ?? '', /there is no size `Huge`, .* there are `Large`$/)
  })
  for (const [gpuType, keys] of [
    [undefined, ['a100', 't4']],
    ['ALL', ['a100', 't4']],
    ['t4', ['t4']],
    ['h100', ['a100', 't4']],
  ] as const)
    it(`GPU type ${gpuType}: tolerates ${keys.join(' and ')}`, () => {
      const merged = merge(SIZED, gpuType === undefined ? {} : { gpuType })
      assert.deepEqual(
        merged.tolerations.map(({ value }) => value.key),
        keys,
      )
      assert.equal(merged.problems.length, gpuType === 'h100' ? 1 : 0)
    })
  it('without a GPU no toleration for one', () =>
    assert.deepEqual(merge(`${SIZED}`.replace('gpu: 1', 'gpu: 0')).tolerations, []))
})

it('an event in force has the last word, also after the chosen size, and says which it is', () => {
  const set = profilesIn(
    `profiles:
    - {name: exam, during: "Midterm*", resources: {requests: {memory: 8Gi}, limits: {memory: 8Gi}}, guaranteed: true}
    - {name: all, resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}}
    sizes: [{name: Small, resources: {requests: {memory: 512Mi}, limits: {memory: 512Mi}}}]`.replaceAll('\n    ', '\n'),
  )
  const event = { title: 'Midterm', pools: ['user'], startMs: 10, endMs: 20 }
  const mergedAt = (atMs: number) =>
    mergeProfiles(set, { user: 'ada', image: 'a', size: 'Small', moment: { atMs, events: [event] } })
  assert.equal(mergedAt(15).resources.limits?.value.memory, '8Gi')
  assert.deepEqual([mergedAt(15).events, mergedAt(15).guaranteed?.value], [[event], true])
  assert.equal(mergedAt(20).resources.limits?.value.memory, '512Mi')
  assert.deepEqual([mergedAt(20).events, mergedAt(20).guaranteed], [[], undefined])
})
