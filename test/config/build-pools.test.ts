import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dump } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import type { Problem } from '../../src/domain/problem.ts'
import type { Config, PoolConfig } from '../../src/domain/settings/config.ts'
import { HOUR, MINUTE } from '../support/time.ts'

function load(values: object): { config: Config; warnings: readonly Problem[] } {
  const loaded = loadConfig(dump(values))
  if (loaded.at === 'refused') throw new Error(loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n'))
  return loaded
}
const nodeSelector = { a: 'b' }
function pool(own: object = {}, top: object = {}): PoolConfig {
  const user = load({ ...top, nodePools: { user: { nodeSelector, ...own } } }).config.pools.get('user')
  assert.ok(user)
  return user
}

describe('rules of a pool', () => {
  const rules = {
    scalingStrategy: 'cpu',
    cpuThreshold: 0.5,
    memoryThreshold: 0.6,
    nodeGracePeriod: 60,
    emptyNodeGracePeriod: '2h',
    calendarOverrideEnabled: true,
  }
  const read = ({
    scalingStrategy,
    cpuThreshold,
    memoryThreshold,
    nodeGraceMs,
    emptyNodeGraceMs,
    calendarOverrideEnabled,
  }: PoolConfig) => [
    scalingStrategy,
    cpuThreshold,
    memoryThreshold,
    nodeGraceMs,
    emptyNodeGraceMs,
    calendarOverrideEnabled,
  ]
  const expected = ['cpu', 0.5, 0.6, MINUTE, 2 * HOUR, true]
  it('are its own', () => assert.deepEqual(read(pool(rules)), expected))
  it('or those of the top level', () => assert.deepEqual(read(pool({}, rules)), expected))
  it('its own first, each by itself, also where they are 0 or false', () => {
    const own = { cpuThreshold: 0, nodeGracePeriod: 0, emptyNodeGracePeriod: 0, calendarOverrideEnabled: false }
    assert.deepEqual(read(pool(own, rules)), ['cpu', 0, 0.6, 0, 0, false])
  })
})

describe('a threshold', () => {
  const table: [unknown, number, boolean][] = [
    [0, 0, false],
    [0.2, 0.2, false],
    [0.35, 0.35, false],
    [0.999, 0.999, false],
    ['0.35', 0.35, false],
    [1, 0.01, true],
    [35, 0.35, true],
    ['35', 0.35, true],
    [100, 1, true],
  ]
  for (const [value, ratio, warned] of table)
    it(`of ${JSON.stringify(value)} is ${ratio}${warned ? ', with a warning' : ''}`, () => {
      for (const [where, values] of [
        ['memoryThreshold', { memoryThreshold: value, nodePools: { user: { nodeSelector } } }],
        ['nodePools.user.memoryThreshold', { nodePools: { user: { nodeSelector, memoryThreshold: value } } }],
      ] as const) {
        const loaded = load(values)
        assert.equal(loaded.config.pools.get('user')?.memoryThreshold, ratio)
        assert.deepEqual(
          loaded.warnings.map((one) => one.where),
          warned ? [where] : [],
        )
        if (warned) assert.match(loaded.warnings[0]?.text ?? '', new RegExp(`percent|%.*${ratio}`))
      }
    })
})

describe("a placeholder's size", () => {
  const size = (resources: object) => {
    const { requests, onePerNode } = pool({ resources })
    return [requests, onePerNode]
  }
  const table: [string, object, ReturnType<typeof size>][] = [
    ['a number of bytes', { requests: { memory: 60929654784 } }, [{ memory: 60929654784 }, false]],
    ['quantities', { requests: { memory: '1.5Gi', cpu: 0.5 } }, [{ memory: 1.5 * 2 ** 30, cpu: 500 }, false]],
    ['limits', { limits: { 'nvidia.com/gpu': 1 } }, [{ 'nvidia.com/gpu': 1 }, false]],
    [
      'requests before limits',
      { requests: { cpu: 1 }, limits: { cpu: 2, memory: '1Gi' } },
      [{ cpu: 1000, memory: 2 ** 30 }, false],
    ],
    ['none: derived, one a node', {}, [undefined, true]],
    ['of nothing: derived, one a node', { requests: {}, limits: {} }, [undefined, true]],
  ]
  for (const [name, resources, expected] of table) it(name, () => assert.deepEqual(size(resources), expected))
})

it('pools stay in the order of the file', () => {
  const names = ['user', 'gpu', 'big', 'a']
  const nodePools = Object.fromEntries(names.map((name) => [name, { nodeSelector }]))
  assert.deepEqual([...load({ nodePools }).config.pools.keys()], names)
})
