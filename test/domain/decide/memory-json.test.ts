import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { at } from '../../support/time.ts'

const memory: Memory = {
  nodes: { n1: { candidateSinceMs: at('08:00'), emptySinceMs: at('08:30') }, n2: {} },
  pools: {
    user: {
      fall: { target: 1, peaks: [{ target: 4, endMs: at('08:59') }] },
      desired: 4,
      size: { cpu: 7600, memory: 2 ** 30 },
      floor: { count: 3, untilMs: at('09:10') },
      emptied: { seats: 8, seat: { memory: 2 ** 30 }, empty: { cpu: 8000, memory: 2 ** 33, pods: 110 } },
    },
    gpu: {
      fall: { target: 0, peaks: [] },
      desired: 0,
      seatSize: { memory: 2 ** 30 },
      // As an older version remembered it.
      emptied: { seats: 8, seat: { memory: 2 ** 30 } },
    },
  },
  stranding: { p1: at('08:59') },
  windows: { 'user midterm 1': { leadMs: 0 } },
  boots: { user: [{ pod: 'p1', endMs: at('08:07'), tookMs: 420_000 }] },
  pulling: { p2: { pool: 'user', node: 'n2', createdMs: at('08:00'), runningMs: at('08:06') } },
  calendarMissingSinceMs: at('08:00'),
}

describe('a memory as JSON', () => {
  it('comes back as it was', () => {
    assert.deepEqual(memoryFromJson(memoryToJson(memory)), memory)
    assert.deepEqual(memoryFromJson(memoryToJson(NO_MEMORY)), NO_MEMORY)
  })
  it('gets the parts that it lacks', () => {
    const { pools } = memory
    assert.deepEqual(memoryFromJson(JSON.stringify({ version: 1, pools })), { ...NO_MEMORY, pools })
  })
  const garbage = [
    undefined,
    '',
    ' ',
    'hello',
    '{',
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '{"version":2,"nodes":{}}',
    '{"version":"1"}',
  ]
  for (const text of garbage) it(`${text} is none`, () => assert.equal(memoryFromJson(text), undefined))

  const broken = [
    { nodes: null },
    { pools: [] },
    { pools: { user: {} } },
    { pools: { user: { fall: { target: '4', peaks: {} }, desired: null } } },
    { nodes: { n1: 'x' } },
    { stranding: 'x' },
    { boots: { user: [{ pod: 'p1' }] } },
  ]
  for (const part of broken)
    it(`${JSON.stringify(part)}: what is not understood is forgotten, not believed`, () =>
      assert.deepEqual(memoryFromJson(JSON.stringify({ version: 1, ...part })) ?? NO_MEMORY, NO_MEMORY))
})
