import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type CarriedNow, type Carrying, carriedOf } from '../../../src/domain/carried/carried.ts'
import { covering } from '../../../src/domain/carried/spawned.ts'
import { hasAll, isSamePulls, NO_PULLS, type Pulls } from '../../../src/domain/images/pulls.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, MINUTE } from '../../support/time.ts'

const of = (...images: readonly string[]): Pulls => ({ images: images.map((image) => ({ image })), secrets: [] })
const run = (...images: readonly string[]) => ran(Object.fromEntries(images.map((image) => [image, 1])))
const ran = (weights: Readonly<Record<string, number>>) => ({
  toMinute: 0,
  kinds: Object.entries(weights).map(([image, weight]) => ({ ...of(image), weight })),
})

const NOW = at('09:00')
const now = (more: Partial<Carrying>) =>
  carriedOf({ rule: 'auto', spawned: undefined, before: undefined, isIdle: false, nowMs: NOW, ...more })
const brought = (more: Partial<Carrying>): Pulls => now(more).carried

describe('what placeholders bring', () => {
  it('is what is configured, whatever people run', () =>
    assert.deepEqual(brought({ rule: of('a'), spawned: run('b'), before: of('c') }), of('a')))
  it('is what most people run where nothing is configured', () => {
    assert.deepEqual(brought({ spawned: run('a', 'b') }), of('a', 'b'))
    assert.deepEqual(brought({ isIdle: true }), NO_PULLS)
  })
  it('grows', () => assert.deepEqual(brought({ spawned: run('b'), before: of('a') }), of('b', 'a')))
  it('is the same one while nothing is missing, and shrinks only while there are no placeholders', () => {
    const before = of('a', 'b')
    assert.equal(now({ spawned: run('b'), before }).carried, before)
    assert.deepEqual(brought({ spawned: run('b'), before, isIdle: true }), of('b'))
  })
  it('is not forgotten in a break in which nobody comes', () => {
    assert.deepEqual(brought({ before: of('a'), isIdle: true }), of('a'))
    assert.deepEqual(brought({ before: of('a') }), of('a'))
  })
  it('stays known as one without a shell, as long as it is brought', () => {
    const bare: Pulls = { images: [{ image: 'a', isBare: true }, { image: 'b' }], secrets: [] }
    const seen = new Set(['docker.io/library/a:latest'])
    assert.deepEqual(brought({ spawned: run('a', 'b'), before: of('a', 'b'), bare: seen }), bare)
    assert.equal(now({ spawned: run('a', 'b'), before: bare }).carried, bare)
    assert.deepEqual(brought({ rule: of('a'), before: bare }), { images: [{ image: 'a', isBare: true }], secrets: [] })
  })
})

describe('a list that is learned', () => {
  const spawned = ran({ a: 9, b: 3 })
  it('waits ten minutes after its last change', () => {
    const before = { before: of('a'), changedMs: at('08:55') }
    assert.deepEqual(now({ spawned, ...before }), {
      carried: of('a'),
      changedMs: at('08:55'),
      revisitAt: at('09:05'),
    })
    const later = now({ spawned, ...before, nowMs: at('09:05') })
    assert.deepEqual(later, { carried: of('a', 'b'), changedMs: at('09:05') })
  })
  it('waits while a class comes', () => {
    const arriving = { spawned, before: of('a'), arrivingUntilMs: at('09:15') }
    assert.deepEqual(now(arriving), { carried: of('a'), revisitAt: at('09:15') })
    assert.deepEqual(brought({ ...arriving, nowMs: at('09:15') }), of('a', 'b'))
  })
  it('waits for neither where most people would not find their image', () => {
    const tooSoon = { changedMs: at('08:55'), arrivingUntilMs: at('09:15') }
    assert.deepEqual(brought({ spawned, before: of('b'), ...tooSoon }), of('a', 'b'))
  })
  it('changes at once while there are no placeholders, which costs nothing', () => {
    const changedMs = at('08:55')
    assert.deepEqual(now({ spawned, before: of('a'), changedMs, isIdle: true }), { carried: of('a', 'b'), changedMs })
  })
})

describe('what a person announces', () => {
  const announced: Pulls = { images: [{ image: 'new' }], secrets: ['registry-key'] }
  it('is brought at once, beside what is learned or configured', () => {
    const both = { images: [{ image: 'a' }, { image: 'new' }], secrets: ['registry-key'] }
    const before = { before: of('a'), changedMs: at('08:59') }
    assert.deepEqual(brought({ spawned: run('a'), announced, ...before, arrivingUntilMs: at('09:15') }), both)
    assert.deepEqual(brought({ rule: of('a'), announced, ...before }), both)
  })
  it('is brought where nobody came yet', () => assert.deepEqual(brought({ announced }), announced))
  it('stays, once learned lists have it, until there are no placeholders', () => {
    const before: Pulls = { images: [{ image: 'a' }, { image: 'new' }], secrets: ['registry-key'] }
    assert.equal(now({ spawned: run('a'), before }).carried, before)
    assert.deepEqual(brought({ spawned: run('a'), before, isIdle: true }), of('a'))
  })
  it('is not brought where images are off', () => assert.deepEqual(brought({ rule: NO_PULLS, announced }), NO_PULLS))
})

interface Turn {
  readonly weights: Readonly<Record<string, number>>
  readonly isIdle: boolean
  readonly arrivingUntilMs: number | undefined
  readonly before: CarriedNow | undefined
  /** When placeholders were last made anew. */
  readonly lastMs: number
  readonly nowMs: number
}

/** @returns what is brought now, and whether placeholders are made anew for it */
function turned({ weights, lastMs, before: last, ...given }: Turn): {
  readonly carried: CarriedNow
  readonly isAnew: boolean
} {
  const carrying = { ...given, before: last?.carried, changedMs: last?.changedMs }
  const { before, isIdle, arrivingUntilMs, nowMs } = carrying
  const spawned = ran(weights)
  const kinds = covering(spawned)
  const made = now({ ...carrying, spawned })
  const { carried, revisitAt } = made
  const isAnew = !isIdle && (before === undefined || !isSamePulls(before, carried))
  if (isAnew && before !== undefined && mostFind(kinds, before)) {
    assert.ok(nowMs >= lastMs + 10 * MINUTE, 'sooner than ten minutes')
    assert.equal(arrivingUntilMs, undefined, 'while a class comes')
  }
  const isWhole = (own: Pulls) => kinds.every((kind) => hasAll(own, kind))
  assert.equal(revisitAt === undefined, isWhole(carried))
  if (revisitAt !== undefined)
    assert.ok(isWhole(now({ ...carrying, arrivingUntilMs: undefined, spawned, nowMs: revisitAt }).carried))
  return { carried: made, isAnew }
}

function mostFind(kinds: ReturnType<typeof covering>, brought: Pulls): boolean {
  const weightOf = (some: typeof kinds) => some.reduce((sum, { weight }) => sum + weight, 0)
  return weightOf(kinds.filter((kind) => hasAll(brought, kind))) * 2 >= weightOf(kinds)
}

it('placeholders are made anew for a learned list once in ten minutes and not while a class comes, or most would miss theirs', () => {
  const turn = fc.record({
    afterMinutes: fc.integer({ min: 0, max: 12 }),
    weights: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 50 }), { minKeys: 1 }),
    isIdle: fc.nat(7).map((number) => number === 0),
    arrivingMinutes: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      let nowMs = NOW
      let before: CarriedNow | undefined
      let lastMs = Number.NEGATIVE_INFINITY
      for (const { afterMinutes, weights, isIdle, arrivingMinutes } of turns) {
        nowMs += afterMinutes * MINUTE
        const arrivingUntilMs = arrivingMinutes === undefined ? undefined : nowMs + arrivingMinutes * MINUTE
        const { carried, isAnew } = turned({ weights, isIdle, arrivingUntilMs, before, lastMs, nowMs })
        if (isAnew) lastMs = nowMs
        before = carried
      }
    }),
    RUNS,
  )
})
