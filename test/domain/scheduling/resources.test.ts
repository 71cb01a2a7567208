import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  add,
  extendedNames,
  freeRatio,
  larger,
  parseResources,
  sayResources,
  subtract,
} from '../../../src/domain/scheduling/resources.ts'

describe('a resource list', () => {
  it('counts cpu in milli-cores, everything else in whole units', () => {
    const list = { cpu: '500m', memory: '2Gi', 'ephemeral-storage': '1G', pods: '110', 'nvidia.com/gpu': 2 }
    assert.deepEqual(parseResources(list), {
      cpu: 500,
      memory: 2 ** 31,
      'ephemeral-storage': 1e9,
      pods: 110,
      'nvidia.com/gpu': 2,
    })
  })
  it('leaves out what is no quantity, and keeps its neighbours', () => {
    assert.deepEqual(parseResources({ cpu: 'lots', memory: '1Gi', pods: null }), { memory: 2 ** 30 })
  })
  for (const nothing of [undefined, null, {}])
    it(`is empty for ${JSON.stringify(nothing)}`, () => assert.deepEqual(parseResources(nothing), {}))
  it('is written as a manifest would', () => {
    assert.deepEqual(sayResources({ cpu: 1500, memory: 3 * 2 ** 30, 'nvidia.com/gpu': 1 }), {
      cpu: '1500m',
      memory: '3Gi',
      'nvidia.com/gpu': '1',
    })
  })
})

describe('sums of resources', () => {
  const [a, b] = [
    { cpu: 500, memory: 10 },
    { cpu: 700, gpu: 1 },
  ]
  it('add, name by name', () => assert.deepEqual(add(a, b), { cpu: 1200, memory: 10, gpu: 1 }))
  it('subtract, below zero too', () => assert.deepEqual(subtract(a, b), { cpu: -200, memory: 10, gpu: -1 }))
  it('take the larger', () => assert.deepEqual(larger(a, b), { cpu: 700, memory: 10, gpu: 1 }))
  it('leave what they are given alone', () => {
    add(a, b)
    assert.deepEqual(a, { cpu: 500, memory: 10 })
  })
})

describe('the free ratio', () => {
  const table: [string, Record<string, number>, Record<string, number>, number][] = [
    ['a quarter used', { cpu: 8000 }, { cpu: 2000 }, 0.75],
    ['nothing used', { cpu: 8000 }, {}, 1],
    ['all used', { cpu: 8000 }, { cpu: 8000 }, 0],
    ['overcommitted', { cpu: 8000 }, { cpu: 10_000 }, -0.25],
    ['none there', {}, {}, 0],
    ['none there, and some of it used', {}, { cpu: 1 }, 0],
  ]
  for (const [name, allocatable, used, ratio] of table)
    it(`${name}: ${ratio}`, () => assert.equal(freeRatio(allocatable, used, 'cpu'), ratio))
})

describe('extended resources', () => {
  it('are what the scheduler does not know by itself, where some is asked for', () => {
    const asked = {
      cpu: 1,
      memory: 1,
      pods: 1,
      'ephemeral-storage': 1,
      'nvidia.com/gpu': 1,
      'hugepages-2Mi': 4,
      'x/y': 0,
    }
    assert.deepEqual(extendedNames(asked), ['nvidia.com/gpu', 'hugepages-2Mi'])
  })
})
