import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { laterOf, type Memory, NO_MEMORY, type PoolMemory } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson } from '../../../src/domain/decide/memory-json.ts'
import {
  type KeptMemory,
  keptMemory,
  keptWithin,
  MOST_CONFIG_BYTES,
  MOST_MEMORY_BYTES,
} from '../../../src/domain/decide/memory-kept.ts'
import { timelineOf } from '../../../src/domain/demand/timeline.ts'
import { given } from '../../../src/domain/given.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { occurrence } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { hugeMemory, memories, uuid } from '../../support/memories.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'
import { aPool } from '../history/points.ts'

const MIB = 1024 * 1024
const bytesOf = (text: string) => Buffer.byteLength(text)
const read = ({ text }: KeptMemory): Memory => memoryFromJson(text) ?? assert.fail('it cannot be read')
const turned = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).toReversed())

/** What an action in progress depends on. */
const inProgress = ({ pools, stranding, calendarMissingSinceMs }: Memory): Memory => ({
  ...NO_MEMORY,
  stranding,
  ...given({ calendarMissingSinceMs }),
  pools: Object.fromEntries(
    Object.entries(pools).map(
      ([name, { seat: _, emptied: __, mostNodes: ___, filledNodes: ____, ...pool }]) => [name, pool] as const,
    ),
  ),
})

/** None that is smaller can be asked for: what is always there takes this much. */
const LEAST = 200
const budgets = fc.integer({ min: LEAST, max: 6000 })

describe('what is kept of any memory', () => {
  const property = (holds: (memory: Memory, most: number) => void) =>
    fc.assert(fc.property(memories, budgets, holds), RUNS)

  it('is never more than may be, and can be read', () =>
    property((memory, most) => {
      const kept = keptMemory(memory, most)
      assert.ok(bytesOf(kept.text) <= most, `${bytesOf(kept.text)} > ${most}`)
      read(kept)
    }))
  it('is all of it where it fits, and then nothing is said', () =>
    property((memory, most) => {
      const kept = keptMemory(memory, most)
      assert.equal(kept.cut.length === 0, kept.bytes <= most)
      if (kept.bytes <= most) assert.deepEqual(read(kept), memory)
    }))
  it('is nothing that was not remembered', () =>
    property((memory, most) => {
      const kept = read(keptMemory(memory, most))
      for (const part of ['nodes', 'windows', 'stranding', 'pulling'] as const)
        for (const [key, one] of Object.entries(kept[part])) assert.deepEqual(one, memory[part][key])
      for (const [pool, boots] of Object.entries(kept.boots))
        for (const boot of boots) assert.ok(memory.boots[pool]?.some(({ pod }) => pod === boot.pod))
    }))
  it('kept again is the same', () =>
    property((memory, most) => {
      const once = keptMemory(memory, most)
      assert.equal(keptMemory(read(once), most).text, once.text)
      assert.equal(keptWithin(once.stored, most).text, once.text)
    }))
  it('is the same on each replica, in whatever order it came to know', () =>
    property((memory, most) => {
      const { nodes, pools, stranding, windows, boots, pulling, ...rest } = memory
      const other = {
        ...{ nodes: turned(nodes), pools: turned(pools), stranding: turned(stranding) },
        ...{ windows: turned(windows), boots: turned(boots), pulling: turned(pulling), ...rest },
      }
      assert.deepEqual(read(keptMemory(other, most)), read(keptMemory(memory, most)))
    }))
  it('has what an action in progress depends on, as long as that fits by itself', () =>
    property((memory, most) => {
      const vital = inProgress(memory)
      if (bytesOf(keptMemory(vital, MIB).text) > most) return
      assert.deepEqual(inProgress(read(keptMemory(memory, most))), vital)
    }))
  it('goes into what a replica remembers itself without a loss', () =>
    property((memory, most) => {
      const later = laterOf(memory, read(keptMemory(memory, most)))
      for (const part of ['nodes', 'windows', 'stranding', 'pulling', 'boots'] as const)
        assert.deepEqual(later[part], laterOf(memory, memory)[part])
    }))
})

describe('what goes first', () => {
  const big = hugeMemory({ nodes: 300, pools: 10, booting: 20, windows: 50 })
  const whole = keptMemory(big)
  const atMost = (share: number) => keptMemory(big, Math.floor(whole.bytes * share))
  const counts = ({ nodes, windows, boots, pulling, stranding, pools }: Memory) => ({
    boots: Object.values(boots).flat().length,
    windows: Object.keys(windows).length,
    nodes: Object.keys(nodes).length,
    pulling: Object.keys(pulling).length,
    stranding: Object.keys(stranding).length,
    pools: Object.keys(pools).length,
  })

  it('is what pools were like, that in which the least happened; nothing else goes for it', () => {
    const [quiet, busy] = [aPool(29_000_000, 1, 1, 1, 1), aPool(29_000_000, 1, 2, 30, 4)]
    const sealed = { quiet: pack(quiet), busy: pack(busy) }
    const memory = { ...big, history: { sealed, open: [] } }
    const { bytes } = keptMemory(memory)
    const one = keptMemory(memory, bytes - 10)
    assert.deepEqual([one.cut, Object.keys(read(one).history.sealed)], [["1 pool's last day"], ['busy']])
    const none = keptMemory(memory, whole.bytes)
    assert.deepEqual([none.cut, none.text], [["2 pools' last day"], whole.text])
  })
  it('are then boots, the oldest of them, but the last ten of a pool', () => {
    const kept = atMost(0.9)
    assert.match(kept.cut.join(), /^\d+ older boots$/)
    const left = Object.values(read(kept).boots)
    assert.ok(left.every((boots) => boots.length >= 10))
    const ends = (of: Memory) =>
      Object.values(of.boots)
        .flatMap((boots) => boots.slice(0, -10))
        .map(({ endMs }) => endMs)
    const all = ends(big).toSorted((a, b) => a - b)
    assert.ok(ends(read(kept)).length < all.length)
    assert.deepEqual(
      ends(read(kept)).toSorted((a, b) => a - b),
      all.slice(all.length - ends(read(kept)).length),
    )
  })
  it('then windows that are open, then the nodes that have had room for longest', () => {
    const kept = atMost(0.4)
    assert.match(kept.cut.join(), /^400 older boots,50 open windows,\d+ nodes with room$/)
    const left = new Set(Object.keys(read(kept).nodes))
    const since = (uid: string) => big.nodes[uid]?.emptySinceMs ?? 0
    const [leftMs, goneMs] = [true, false].map((isLeft) =>
      Object.keys(big.nodes)
        .filter((uid) => left.has(uid) === isLeft)
        .map((uid) => Math.max(since(uid), big.nodes[uid]?.candidateSinceMs ?? 0)),
    )
    assert.ok(leftMs && goneMs && left.size > 0)
    assert.ok(Math.max(...goneMs) <= Math.min(...leftMs))
  })
  it('a window of longer times outlives shorter ones', () => {
    const windows = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`w${n}`, { leadMs: ((n * 7) % 40) * MINUTE }]),
    )
    const left = Object.values(read(keptMemory({ ...NO_MEMORY, windows }, 600)).windows).map(({ leadMs = 0 }) => leadMs)
    assert.ok(left.length > 5 && left.length < 40)
    assert.deepEqual(
      left.toSorted((a, b) => b - a),
      Array.from({ length: left.length }, (_, n) => (39 - n) * MINUTE),
    )
  })
  it('before windows what forecasts learned: the half-hours of the quietest pool, and what nobody came to for longest', () => {
    const occasion = (startMs: number) => ({ startMs, announced: 30, bins: [20] })
    const series = (uid: string, startMs: number) => ({
      ...{ pool: 'user', uid, words: ['lab'], exam: '', weekday: 2, minute: 540 },
      occasions: [occasion(at('08:00')), occasion(startMs)],
    })
    const forecast = {
      arrivals: { user: { from: at('08:30') / MINUTE, counts: [1] }, gpu: { from: at('08:30') / MINUTE, counts: [9] } },
      halfHours: { user: { 2934: [-1, 40, 2] }, gpu: { 2934: [-1, 3, 9] } },
      series: { old: series('old', at('08:30')), late: series('late', at('08:50')) },
    }
    const memory = { ...NO_MEMORY, forecast, windows: { w: { leadMs: MINUTE } } }
    const { bytes } = keptMemory(memory)
    const left = Array.from({ length: bytes - LEAST }, (_, gone) => {
      const { forecast: of, windows } = read(keptMemory(memory, bytes - gone))
      return [of.halfHours, of.series, of.arrivals, windows].map((part) => Object.keys(part).join()).join(' ')
    })
    assert.deepEqual(
      [...new Set(left)],
      [
        'user,gpu old,late user,gpu w',
        'user old,late user,gpu w',
        ' old,late user,gpu w',
        ' late user,gpu w',
        '  user,gpu w',
        '  gpu w',
        '   w',
      ],
    )
  })
  it('last what an action in progress depends on: pools at rest first, then the smallest', () => {
    const rest: PoolMemory = { fall: { target: 3, peaks: [] }, desired: 3, seat: { memory: 1 } }
    const falling = (desired: number): PoolMemory => ({
      ...rest,
      desired,
      fall: { target: 3, peaks: [{ target: desired, endMs: at('09:00') }] },
    })
    const pools = { small: falling(4), rests: rest, large: falling(40) }
    const kept = (most: number) => read(keptMemory({ ...NO_MEMORY, stranding: { p1: at('08:59') }, pools }, most))
    assert.deepEqual(Object.keys(kept(430).pools), ['small', 'rests', 'large'])
    assert.deepEqual(Object.keys(kept(320).pools), ['small', 'large'])
    assert.deepEqual([Object.keys(kept(230).pools), kept(230).stranding], [['large'], {}])
  })
  it('says how many of what', () => {
    assert.deepEqual(whole.cut, [])
    assert.deepEqual(counts(read(whole)), {
      boots: 500,
      windows: 50,
      nodes: 300,
      pulling: 20,
      stranding: 20,
      pools: 10,
    })
    const least = counts(read(keptMemory(big, 4000)))
    assert.deepEqual([least.boots, least.windows, least.nodes, least.pulling], [0, 0, 0, 0])
    assert.match(
      keptMemory(big, 4000).cut.join(', '),
      /^400 older boots, 50 open windows, 300 nodes with room, 100 boots, 20 boots whose images are pulled, 10 pools' learned seats and nodes/,
    )
  })
})

describe('what is kept of a large cluster', () => {
  const figures = { nodes: 5000, pools: 100, booting: 200, windows: 1000 }

  it('is everything: 5,000 nodes, 100 pools with all their boots, 200 that boot, 1,000 open windows', () => {
    const big = hugeMemory(figures)
    const kept = keptMemory(big)
    assert.deepEqual(kept.cut, [])
    assert.ok(kept.bytes < 0.95 * MOST_MEMORY_BYTES, `${kept.bytes} of ${MOST_MEMORY_BYTES}`)
    assert.deepEqual(read(kept), big)
  })

  it('also of one that is decided on, with the longest titles and UIDs of hundreds of events', () => {
    const names = Array.from({ length: figures.pools }, (_, n) => `university-pool-${n}`)
    const events = Array.from({ length: 500 }, (_, n) =>
      occurrence({
        uid: `${n}@${'ü'.repeat(120)}`,
        title: 'ü'.repeat(500),
        ...{ from: '08:30', to: '10:00', asks: { [names[n % names.length] ?? '']: 2 } },
      }),
    )
    const from = config({ nodePools: Object.fromEntries(names.map((name) => [name, {}])) })
    const nodes = Array.from({ length: figures.nodes }, (_, n) =>
      node({
        name: `gke-university-hub-user-pool-${n}`,
        uid: uuid('node', n),
        pool: names[n % names.length] ?? null,
        ...(n < figures.booting ? { created: at('08:55'), readySince: at('08:58') } : {}),
      }),
    )
    const pods = nodes.slice(0, figures.booting).flatMap(({ name }, n) => [
      pod({
        ...{ placeholder: names[n % names.length] ?? '', name: `p${n}`, uid: uuid('placeholder', n) },
        ...{ on: name, created: at('08:50'), boundAt: at('08:58'), runningAt: at('08:58:20'), phase: 'Running' },
      }),
      pod({ daemon: 'hook-image-puller', name: `puller-${n}`, on: name, created: at('08:58:10'), labels: PULLER }),
    ])
    const sight = { ...observed({ config: from, nodes, pods }), timeline: timelineOf(events, from) }
    const { boots } = hugeMemory(figures)
    const { memory } = decide(
      sight,
      { ...NO_MEMORY, boots: Object.fromEntries(Object.values(boots).map((own, n) => [names[n], own])) },
      at('09:00'),
    )
    assert.deepEqual(
      [
        Object.keys(memory.nodes).length,
        Object.keys(memory.pools).length,
        Object.keys(memory.windows).length,
        Object.keys(memory.pulling).length,
      ],
      [5000, 100, 500, 200],
    )
    const kept = keptMemory(memory)
    assert.deepEqual(kept.cut, [])
    assert.deepEqual(read(kept), memory)
  })

  it('leaves room for the copy of the config and for what else is in a ConfigMap of 1 MiB', () =>
    assert.ok(MOST_MEMORY_BYTES + MOST_CONFIG_BYTES <= MIB - 64 * 1024))
})

const PULLER = { app: 'jupyterhub', component: 'continuous-image-puller' }
