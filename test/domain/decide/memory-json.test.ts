import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY, type PoolMemory } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { windowKey } from '../../../src/domain/demand/open-windows.ts'
import { NO_FORECASTS } from '../../../src/domain/forecast/memory.ts'
import { NOT_SEEN } from '../../../src/domain/history/lines.ts'
import { NO_HISTORY } from '../../../src/domain/history/memory.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { NO_VERDICTS } from '../../../src/domain/verdict/memory.ts'
import { userPool } from '../../support/config.ts'
import { hugeMemory, memories } from '../../support/memories.ts'
import { observed } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { aPoint, aPool } from '../history/points.ts'

const atRest: PoolMemory = { fall: { target: 1, peaks: [] }, desired: 1 }
const memory: Memory = {
  nodes: { n1: { candidateSinceMs: at('08:00'), emptySinceMs: at('08:30') }, n2: {} },
  pools: {
    user: {
      fall: { target: 1, peaks: [{ target: 4, endMs: at('08:59') }] },
      desired: 4,
      size: { cpu: 7600, memory: 2 ** 30 },
      floor: { count: 3, untilMs: at('09:10') },
      mostNodes: 13,
      filledNodes: 11,
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
  leaving: { 'gpu-placeholder': at('08:59') },
  lent: { 'statefulset/user-placeholder': { count: 4, isTaken: true }, 'nodepool/static': { count: 0 } },
  windows: { 'user midterm 1': { leadMs: 0 } },
  boots: { user: [{ pod: 'p1', endMs: at('08:07'), tookMs: 420_000 }] },
  pulling: { p2: { pool: 'user', node: 'n2', createdMs: at('08:00'), runningMs: at('08:06') } },
  forecast: {
    arrivals: { user: { from: 29_000_000, counts: [3, 0, 12] } },
    halfHours: { user: { 2934: [0, -1, 4] } },
    series: {
      'user 2 09:00 lab': {
        pool: 'user',
        uid: 'lab@test',
        words: ['lab'],
        exam: '',
        weekday: 2,
        minute: 540,
        occasions: [{ startMs: at('09:00'), announced: 350, bins: [1, 2], missed: true }],
      },
    },
  },
  verdicts: {
    lives: {
      user: {
        sampled: 29_000_002,
        late: { from: 29_000_000, counts: [3] },
        longest: { from: 29_000_000, counts: [95] },
        open: { from: 29_000_000, counts: [28, 12, 0] },
        coming: { from: 29_000_000, counts: [0, 56] },
      },
    },
    verdicts: {
      'user 2 lab': {
        ...{ pool: 'user', uid: 'lab@test', startMs: at('09:00'), announced: 350, came: 180 },
        ...{ late: 3, longestMs: 95_000, readyAtStart: 150, allReadyMs: -120_000 },
        cost: { paid: 26.1, used: 15, oracle: 18 },
        advice: { kind: 'write', students: 190 },
      },
    },
  },
  history: { sealed: { user: pack(aPool(29_000_000, 3, NOT_SEEN, 3, 3)) }, open: [] },
  calendarMissingSinceMs: at('08:00'),
}

describe('a memory as JSON', () => {
  it('comes back as it was', () => {
    assert.deepEqual(memoryFromJson(memoryToJson(memory)), memory)
    assert.deepEqual(memoryFromJson(memoryToJson(NO_MEMORY)), NO_MEMORY)
  })
  it('comes back as it was, whatever is in it', () =>
    fc.assert(
      fc.property(memories, (one) => assert.deepEqual(memoryFromJson(memoryToJson(one)), one)),
      RUNS,
    ))
  it('is read as the first version wrote it, names of windows and all', () => {
    const window = 'user midterm 1'
    const text = JSON.stringify({ version: 1, ...memory, windows: { [window]: { leadMs: 0 } } })
    assert.deepEqual(memoryFromJson(text), {
      ...memory,
      lent: {},
      forecast: NO_FORECASTS,
      verdicts: NO_VERDICTS,
      history: NO_HISTORY,
      windows: { [windowKey(window)]: { leadMs: 0 } },
    })
  })
  it('which an open window survives: the next decision keeps it', () => {
    const occurrence = { uid: 'midterm', from: '09:00', to: '10:00', asks: { user: 4 } }
    const [led, later] = ['20m', '0m'].map((leadTime) =>
      observed({ config: userPool({ replicas: 1, leadTime }), events: [occurrence] }),
    )
    assert(led && later)
    const window = led.timeline.intervals[0]?.window ?? assert.fail()
    const { windows: _, ...before } = decide(led, NO_MEMORY, at('08:45')).memory
    const text = JSON.stringify({ version: 1, ...before, windows: { [window]: { leadMs: 20 * MINUTE, trailMs: 0 } } })
    const after = decide(later, memoryFromJson(text) ?? assert.fail(), at('08:46'))
    assert.equal(after.pools.get('user')?.demand.integer, 4)
  })
  it('takes a third less than the first version did', () => {
    const big = hugeMemory({ nodes: 1000, pools: 20, booting: 20, windows: 50 })
    const bytes = (text: string) => Buffer.byteLength(text)
    assert(bytes(memoryToJson(big)) < (2 / 3) * bytes(JSON.stringify({ version: 1, ...big })))
  })
  it('is without its history where that is not understood, and without the minutes that are not sealed', () => {
    const history = { sealed: {}, open: [{ minute: 29_000_000, pools: { user: aPoint(3) } }] }
    assert.deepEqual(memoryFromJson(memoryToJson({ ...memory, history }))?.history, NO_HISTORY)
    const broken = { version: 2, windows: { w: [MINUTE] }, history: { user: 'x' } }
    assert.deepEqual(memoryFromJson(JSON.stringify(broken)), { ...NO_MEMORY, windows: { w: { leadMs: MINUTE } } })
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
    '{"version":3,"nodes":{}}',
    '{"version":"1"}',
  ]
  for (const text of garbage) it(`${text} is none`, () => assert.equal(memoryFromJson(text), undefined))

  const broken = [
    { nodes: null },
    { pools: [] },
    { pools: { user: {} } },
    { pools: { user: { ...atRest, mostNodes: -1 } } },
    { pools: { user: { ...atRest, filledNodes: -1 } } },
    { pools: { user: { ...atRest, mostNodes: '13' } } },
    { pools: { user: { fall: { target: '4', peaks: {} }, desired: null } } },
    { nodes: { n1: 'x' } },
    { stranding: 'x' },
    { boots: { user: [{ pod: 'p1' }] } },
    { boots: { user: [['p1', 1]] } },
    { nodes: { n1: ['x'] } },
    { nodes: { n1: [1, 2, 3, 4] } },
    { windows: { w: [1, 2, 3] } },
    { pulling: { p1: ['user', 'n1', 1] } },
  ]
  for (const part of broken)
    for (const version of [1, 2])
      it(`${version}: ${JSON.stringify(part)}: what is not understood is forgotten, not believed`, () =>
        assert.deepEqual(memoryFromJson(JSON.stringify({ version, ...part })) ?? NO_MEMORY, NO_MEMORY))
})
