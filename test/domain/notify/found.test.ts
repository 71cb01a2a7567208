import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Step } from '../../../src/domain/act/step.ts'
import { troublesIn, unseenIn } from '../../../src/domain/notify/found.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { STALE, type World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'
import { build, sketch } from '../../support/worlds.ts'

const PLACE = { namespace: 'hub', identity: 'warmseats-0' }
const troubles = (time: string, world: World) =>
  troublesIn(stepAt(time, world), { place: PLACE, zone: 'utc', nowMs: at(time) })

const CONFIG = userPool({ seat: { requests: { cpu: '200m', memory: '2Gi' } }, maxPlaceholders: 3, onePerNode: true })
const waiting = (count: number, created: number) =>
  several(count, (n) => pod({ user: `s${n}`, cpu: '200m', memory: '2Gi', created }))
const NODES = [node({ name: 'n1' })]

describe('people who wait', () => {
  const world = (created: number, more: World = {}): World => ({
    config: CONFIG,
    nodes: NODES,
    pods: waiting(281, created),
    ...more,
  })
  it('for over 30 s, with no node on its way, are a trouble with number, cause and what can be done', () => {
    const [one, ...more] = troubles('09:02', world(at('09:00')))
    assert.deepEqual(more, [])
    assert.ok(one)
    assert.deepEqual([one.kind, one.key, one.pool], ['waits', 'waits user', 'user'])
    assert.match(
      one.headline,
      /^user: 281 people wait for a node, the longest for 2 min \(since 09:00\), and no node is on its way/,
    )
    assert.notEqual(one.lines.length, 0)
    for (const { copy } of one.doings) assert.notEqual(copy, '')
  })
  it('for a moment are none', () => assert.deepEqual(troubles('09:02', world(at('09:02') - 20 * SECOND)), []))
  it('are none while a node boots for them, until it has taken very long', () => {
    const booting = node({ name: 'n2', notReadySince: at('09:01'), created: at('09:01') })
    assert.deepEqual(
      troubles('09:02', world(at('09:00'), { pods: waiting(3, at('09:00')), nodes: [...NODES, booting] })),
      [],
    )
    const late = troubles('09:12', world(at('09:00'), { pods: waiting(3, at('09:00')), nodes: [...NODES, booting] }))
    assert.deepEqual(
      late.map(({ key }) => key),
      ['waits user'],
    )
  })
})

describe('a class that will not fit', () => {
  const EXAM: OccurrenceSpec = { title: 'Data 8', asks: { user: { students: 350 } } }
  const world: World = { config: CONFIG, nodes: NODES, events: [EXAM] }
  it('is a trouble until it is over, with its limit', () => {
    const [one] = troubles('08:00', world)
    assert.ok(one)
    assert.deepEqual([one.kind, one.pool], ['doesNotFit', 'user'])
    assert.match(
      one.headline,
      /^user: "Data 8", Tue 24 Mar 09:00, needs .*; the pool can have 3 placeholders .*: 302 of 350 will wait for a node$/,
    )
    assert.ok((one.passesMs ?? 0) >= at('10:00'))
    assert.match(one.doings[0]?.copy ?? '', /maxPlaceholders/)
  })
  it('is the same when its numbers change, and another one in another event', () => {
    const keyOf = (event: OccurrenceSpec) => troubles('08:00', { ...world, events: [event] })[0]?.key
    assert.equal(keyOf(EXAM), keyOf({ ...EXAM, asks: { user: { students: 400 } } }))
    assert.notEqual(keyOf(EXAM), keyOf({ ...EXAM, title: 'Data 100' }))
    assert.doesNotMatch(keyOf(EXAM) ?? '', /Data/, 'and no title is kept')
  })
})

describe('an event that is not understood', () => {
  const typo = { title: 'Midterm', asks: { usr: { students: 30 } } }
  it('is a trouble, with whoever wrote it', () => {
    const [one] = troubles('08:00', {
      config: CONFIG,
      nodes: NODES,
      events: [{ ...typo, organizer: 'ada@example.edu' }],
    })
    assert.ok(one)
    assert.deepEqual([one.kind, one.pool, one.organizer], ['events', undefined, 'ada@example.edu'])
    assert.match(one.headline, /Midterm.*no pool `usr`/)
  })
  it('is nobody’s where the calendar does not say', () =>
    assert.equal(troubles('08:00', { config: CONFIG, nodes: NODES, events: [typo] })[0]?.organizer, undefined))
})

describe('what cannot be seen', () => {
  const unseen = (world: World): string[] => [...unseenIn(stepAt('09:00', world))].toSorted()
  it('is nothing on an ordinary day', () => assert.deepEqual(unseen({}), []))
  it('is people and room where the watches are stale', () =>
    assert.deepEqual(unseen({ sight: STALE }), ['doesNotFit', 'waits']))
  it('is classes and events while a calendar fails', () =>
    assert.deepEqual(unseen({ calendar: { at: 'failing', sinceMs: 0, because: 'x' } }), ['doesNotFit', 'events']))
})

/** Every name that a person has in a world. */
const namesIn = ({ observed: { pods } }: Step) => [...pods.pendingUsers.values()].map(({ name }) => name)

it('in no world a user’s pod is named, and each trouble has a key of its own', () => {
  fc.assert(
    fc.property(sketch, (one) => {
      const step = stepAt('09:00', build(one))
      const found = troublesIn(step, { place: PLACE, zone: 'utc', nowMs: at('09:00') })
      const text = JSON.stringify(found)
      for (const name of namesIn(step)) assert.ok(!text.includes(name), `${name} is named in ${text}`)
      assert.equal(new Set(found.map(({ key }) => key)).size, found.length)
    }),
    RUNS,
  )
})
