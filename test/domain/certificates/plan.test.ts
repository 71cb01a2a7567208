import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Paths } from '../../../src/domain/certificates/paths.ts'
import {
  type Announced,
  bundleOf,
  type Generation,
  type Generations,
  NO_ROTATION,
  planRotation,
  type RotationInput,
  type RotationStep,
} from '../../../src/domain/certificates/plan.ts'
import { fc } from '../../support/properties.ts'

const [MINUTE, DAY] = [60_000, 86_400_000]
const LIFETIME = 90 * DAY
const NAMES = ['hub.jhub.svc', 'hub']

const generation = (ca: string, validUntilMs: number, names = NAMES): Generation => ({
  ca: `${ca}\n`,
  validUntilMs,
  names,
})

const input = (generations: Generations, more: Partial<RotationInput> = {}): RotationInput => ({
  generations,
  paths: { current: '/a' },
  announced: [{ bundle: bundleOf(generations), path: '/a' }],
  names: NAMES,
  lifetimeMs: LIFETIME,
  isOurs: true,
  memory: NO_ROTATION,
  nowMs: 0,
  ...more,
})

const stepOf = (generations: Generations, more?: Partial<RotationInput>) => planRotation(input(generations, more)).step
const young = generation('a', LIFETIME)

describe('planRotation', () => {
  it('makes one at once where none can be served', () => {
    assert.deepEqual(stepOf({}), { type: 'make', because: 'there is none' })
    assert.deepEqual(stepOf({ current: generation('a', 0) }), { type: 'make', because: 'it has expired' })
    const because = 'it is not for hub'
    assert.deepEqual(stepOf({ current: generation('a', LIFETIME, ['hub.jhub.svc']) }), { type: 'make', because })
  })

  it('announces what is not announced everywhere, before anything else', () => {
    const told = { bundle: 'a\n', path: '/a' }
    for (const announced of [[told, { bundle: '' }], [{ ...told, path: '' }, told], [{ path: '/z' }]])
      assert.deepEqual(stepOf({ current: young }, { announced }), { type: 'announce', ...told })
    assert.equal(stepOf({ current: young }, { announced: [told, { bundle: 'a\n' }, { path: '/a' }, {}] }), undefined)
    const announced = [{ bundle: 'a\n' }, { bundle: '' }]
    assert.deepEqual(stepOf({ current: young }, { announced, paths: {} }), { type: 'announce', bundle: 'a\n' })
    const generations = { current: young, next: generation('b', LIFETIME), previousCa: 'z\n' }
    assert.deepEqual(stepOf(generations, { announced }), { type: 'announce', bundle: 'z\na\nb\n', path: '/a' })
  })

  it('makes a path where there is none and somebody is to be told', () => {
    const paths = { previous: '/z' }
    assert.deepEqual(stepOf({ current: young }, { paths }), { type: 'make path' })
    assert.deepEqual(stepOf({}, { paths, isOurs: false, announced: [{ path: '' }] }), { type: 'make path' })
    assert.equal(stepOf({}, { paths, isOurs: false, announced: [{ bundle: '' }] }), undefined)
  })

  it('forgets a path that was, five minutes after the one that is was announced', () => {
    const paths = { current: '/a', previous: '/z' }
    const { step, wakeAtMs, memory } = planRotation(input({ current: young }, { paths }))
    assert.deepEqual([step, wakeAtMs], [undefined, 5 * MINUTE])
    assert.deepEqual(stepOf({ current: young }, { paths, memory, nowMs: wakeAtMs }), { type: 'forget' })
    const untold = { paths, memory, nowMs: wakeAtMs, announced: [{ path: '/z' }] }
    const late = planRotation(input({ current: young }, untold))
    assert.deepEqual([late.step?.type, late.memory.sinceMs], ['announce', wakeAtMs], 'the five minutes begin now')
  })

  it('rests until a third of the life is left, then prepares the next', () => {
    const { step, wakeAtMs } = planRotation(input({ current: young }))
    assert.deepEqual([step, wakeAtMs], [undefined, 60 * DAY])
    const because = 'it expires soon'
    assert.deepEqual(stepOf({ current: young }, { nowMs: wakeAtMs }), { type: 'prepare', because })
  })

  it('prepares the next where the life is to be shorter from now on', () => {
    const because = 'it is valid for longer than it should be'
    assert.deepEqual(stepOf({ current: young }, { lifetimeMs: DAY }), { type: 'prepare', because })
  })

  it('serves the next only when it was announced for five minutes, and forgets the CA before after five more', () => {
    const before = { current: young, next: generation('b', 2 * LIFETIME) }
    const first = planRotation(input(before))
    assert.deepEqual([first.step, first.wakeAtMs], [undefined, 5 * MINUTE])
    const { memory } = first
    assert.equal(stepOf(before, { memory, nowMs: 5 * MINUTE - 1 }), undefined)
    assert.deepEqual(stepOf(before, { memory, nowMs: 5 * MINUTE }), { type: 'promote' })
    const after = { previousCa: 'a\n', current: generation('b', LIFETIME + DAY) }
    const second = planRotation(input(after, { memory, nowMs: 6 * MINUTE }))
    assert.deepEqual([second.step, second.wakeAtMs], [undefined, 11 * MINUTE])
    assert.deepEqual(stepOf(after, { memory: second.memory, nowMs: 11 * MINUTE }), { type: 'forget' })
  })

  it('does not wait for longer than the current one lives', () => {
    const before = { current: generation('a', MINUTE), next: generation('b', LIFETIME) }
    assert.deepEqual(planRotation(input(before)).wakeAtMs, MINUTE / 2)
    assert.deepEqual(stepOf(before, { nowMs: 2 * MINUTE }), { type: 'promote' }, 'an expired one is worse')
  })

  it('replaces a next one that cannot be served', () => {
    const nowMs = LIFETIME - DAY
    const step = stepOf({ current: young, next: generation('b', 0) }, { nowMs })
    assert.deepEqual(step, { type: 'prepare', because: 'it expires soon' })
  })

  it('of a certificate that somebody else makes it announces the CA, and makes nothing', () => {
    assert.equal(stepOf({}, { isOurs: false }), undefined)
    const announced = [{ bundle: '' }, { path: '/a' }]
    const step = { type: 'announce', bundle: 'a\n', path: '/a' }
    assert.deepEqual(stepOf({ current: young }, { isOurs: false, announced }), step)
    assert.deepEqual(stepOf({ current: young }, { isOurs: false, announced: [{ path: '/z' }] }), step)
    assert.equal(stepOf({ current: young }, { isOurs: false, nowMs: LIFETIME }), undefined)
  })

  it('never serves what clients have not been told of for a while, nor tells a path that is not accepted, whenever leaders change', () => {
    // As shares of the life: one who leads for less than an announcement takes gets nothing done.
    const leaders = fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 10 * MINUTE, max: 10 * DAY }), leaders, (lifetimeMs, changes) => {
        const world = live(lifetimeMs, changes)
        assert.ok(world.rotations >= 2, `${world.rotations} rotations`)
        assert.deepEqual(world.faults, [])
      }),
    )
  })
})

/** What stands in the Secret. */
interface Standing {
  readonly generations: Generations
  readonly paths: Paths
}

/** What a cluster lived through: each thing with the instant since when. */
interface Life {
  readonly told: ({ readonly sinceMs: number } & Required<Announced>)[]
  readonly accepted: { readonly sinceMs: number; readonly paths: readonly string[] }[]
  readonly served: { readonly sinceMs: number; readonly ca: string; readonly validUntilMs: number }[]
  readonly behindMs: number
  readonly endMs: number
}

/** Plays leaders on a cluster where replicas are behind by less than clients are given; looks at each handshake and path. */
function live(lifetimeMs: number, changes: readonly number[]) {
  const behindMs = Math.min(5 * MINUTE, lifetimeMs / 20) - 1
  let [nowMs, made, rotations, turn, changeAtMs] = [0, 0, 0, 0, lifetimeMs * (changes[0] ?? 1)]
  let [memory, standing]: [typeof NO_ROTATION, Standing] = [NO_ROTATION, { generations: {}, paths: {} }]
  let announced: Required<Announced> = { bundle: '', path: '' }
  const [told, accepted, served]: [Life['told'], Life['accepted'], Life['served']] = [[], [], []]
  const make = () => generation(`ca${made++}.`, nowMs + lifetimeMs)
  const makePath = () => `/path${made++}.`
  const apply = (step: RotationStep): void => {
    standing = after(step, standing, make, makePath)
    accepted.push({ sinceMs: nowMs, paths: Object.values(standing.paths) })
    if (step.type === 'promote') rotations += 1
    if (step.type === 'announce') {
      announced = { bundle: step.bundle, path: step.path ?? '' }
      told.push({ sinceMs: nowMs, ...announced })
    }
    const serving = standing.generations.current
    if (serving && served.at(-1)?.ca !== serving.ca) served.push({ sinceMs: nowMs, ...serving })
  }
  while (rotations < 3 && turn < 10_000) {
    turn += 1
    const { generations, paths } = standing
    const plan = planRotation(input(generations, { paths, announced: [announced], lifetimeMs, memory, nowMs }))
    memory = plan.memory
    if (plan.step) apply(plan.step)
    else nowMs = Math.min(plan.wakeAtMs, changeAtMs)
    if (nowMs >= changeAtMs) {
      memory = NO_ROTATION
      changeAtMs = nowMs + lifetimeMs * (changes[turn % changes.length] ?? 1)
    }
  }
  const life = { told, accepted, served, behindMs, endMs: nowMs }
  return { rotations, faults: [...untrusted(life), ...unaccepted(life)] }
}

function after(step: RotationStep, standing: Standing, make: () => Generation, makePath: () => string): Standing {
  const { generations, paths } = standing
  const { current, next } = generations
  switch (step.type) {
    case 'make':
      return { paths: { current: makePath() }, generations: { current: make() } }
    case 'prepare':
      return { paths: { ...paths, next: makePath() }, generations: { ...generations, next: make() } }
    case 'promote':
      return {
        paths: { current: paths.next ?? '', previous: paths.current ?? '' },
        generations: next && current ? { current: next, previousCa: current.ca } : generations,
      }
    case 'forget':
      return { paths: { current: paths.current ?? '' }, generations: current ? { current } : {} }
    default:
      return standing
  }
}

/** A client that is behind, at the first handshake; and a replica that is behind, at the last. The first one of all is waited for. */
const untrusted = ({ told, served, behindMs, endMs }: Life): string[] =>
  served.slice(1).flatMap(({ ca, sinceMs, validUntilMs }, index) => {
    const untilMs = (served[index + 2]?.sinceMs ?? endMs) + behindMs
    const trusted = (atMs: number) => told.findLast((one) => one.sinceMs <= atMs)?.bundle.includes(ca) === true
    return [
      ...(validUntilMs <= untilMs - behindMs ? [`${ca} served after it expired`] : []),
      ...(trusted(sinceMs - behindMs) ? [] : [`${ca} not trusted when first served`]),
      ...(untilMs > endMs || trusted(untilMs) ? [] : [`${ca} not trusted when last served`]),
    ]
  })

/** A replica that is behind when the API server first asks there, and an API server that is behind when it last does. */
const unaccepted = ({ told, accepted, behindMs, endMs }: Life): string[] =>
  told.flatMap(({ path, sinceMs }, index) => {
    const untilMs = (told[index + 1]?.sinceMs ?? endMs) + behindMs
    const asked = accepted.filter(
      (known, at) => known.sinceMs <= untilMs && (accepted[at + 1]?.sinceMs ?? endMs) > sinceMs - behindMs,
    )
    return asked.filter(({ paths }) => !paths.includes(path)).map(() => `${path} not accepted while it is announced`)
  })
