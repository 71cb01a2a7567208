import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Draft } from '../../../src/domain/trial/draft.ts'
import { type Tried, tryOut } from '../../../src/domain/trial/trial.ts'
import { userPool } from '../../support/config.ts'
import { forecastsOf, WEEK } from '../../support/memories.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, iso } from '../../support/time.ts'
import { CAMPUS, draft } from './support.ts'

function tried(text: string, more: Partial<Draft> = {}, world: World = CAMPUS): Tried {
  const made = tryOut(draft(text, more), stepAt('09:00', world))
  assert.ok(made.at === 'tried', JSON.stringify(made))
  return made
}

describe('an event that is tried out', () => {
  it('says seats, placeholders and nodes, when room opens and when it is ready', () => {
    const [user, ...others] = tried('user: {students: 120}').pools
    assert.deepEqual(others, [])
    assert.deepEqual(user?.need, { seats: 120, placeholders: 8, nodes: 8 })
    assert.deepEqual(
      [user?.opensMs, user?.readyMs, user?.closesMs].map((ms) => iso(ms ?? 0)),
      ['09:50', '10:00', '11:00'].map((time) => iso(at(time))),
    )
  })

  it('without a number counts what would be expected now', () => {
    const came = forecastsOf({ title: 'Data 8', came: [76, 81, 92, 79], lastMs: at('10:00') - WEEK })
    const seat = { requests: { memory: '2Gi' } }
    const shown = userPool({ seat, forecast: { reactions: 'on', history: 'show' } })
    const step = stepAt('09:00', { ...CAMPUS, config: shown }, { memory: { ...NO_MEMORY, forecast: came } })
    const made = tryOut(draft('students: auto', { pool: 'user' }), step)
    assert.ok(made.at === 'tried')
    const [user] = made.pools
    assert.deepEqual([user?.need.seats, user?.asks[0]?.isExpected], [94, true])
    const [unknown] = tried('user: {students: auto}').pools
    assert.deepEqual(unknown?.need, { seats: 0, isOpen: true })
  })

  it('is as late as its nodes where it counts from its start only', () => {
    const [lab] = tried('lab: 2').pools
    assert.deepEqual(
      [lab?.opensMs, lab?.readyMs].map((ms) => iso(ms ?? 0)),
      ['10:00', '10:10'].map((time) => iso(at(time))),
    )
    assert.equal(lab?.need.nodes, undefined, 'no node of it ever told')
  })

  it('fits alone and not beside another: the limit says which and by how many', () => {
    const [alone] = tried('user: {students: 120}', {}, { ...CAMPUS, events: [] }).pools
    assert.equal(alone?.shortfall, undefined)
    assert.equal(alone?.beside, undefined)
    const [beside] = tried('user: {students: 180}').pools
    assert.deepEqual(beside?.beside?.events, ['Data 8', 'Physics'])
    assert.equal(beside?.beside?.need.seats, 220)
    assert.deepEqual([beside?.shortfall?.limit.most, beside?.shortfall?.short], [12, 220 - 12 * 16])
  })

  it('stands in the place of the event that it is a new text of', () => {
    const same = tried('user: {students: 90}', { title: 'Physics', begin: '10:30', end: '12:00' })
    assert.equal(same.replaces, true)
    const levels = same.pools[0]?.plan.flatMap(({ demands }) => demands.map(({ amount }) => amount)) ?? []
    assert.equal(Math.max(...levels), 90)
    assert.equal(tried('user: {students: 90}').replaces, false)
  })

  it('says in few words what is wrong and what was read', () => {
    const { problems, remarks } = tried('Students:120\nusr: 4', { pool: 'user' })
    assert.equal(problems[0], 'no pool `usr`; did you mean `user`?')
    assert.match(problems[1] ?? '', /names no pool, and in a calendar counts nowhere/)
    assert.deepEqual(remarks, ['description: «Students:120»: read as `students: 120`'])
  })

  it('of no pool in particular it is as in a calendar', () => {
    const { pools, problems } = tried('students: 120')
    assert.deepEqual(pools, [])
    assert.match(problems.join(), /it names no pool, and there are several/)
  })

  it('refuses a pool that is not there', () => {
    const made = tryOut(draft('students: 3', { pool: 'usr' }), stepAt('09:00', CAMPUS))
    assert.deepEqual(made, { at: 'wrong', fields: { pool: 'no pool `usr`; did you mean `user`?' } })
  })

  it('changes nothing of what was decided', () => {
    const step = stepAt('09:00', CAMPUS)
    const before = structuredClone(step.decision.timeline)
    tryOut(draft('user: {students: 500}'), step)
    assert.deepEqual(step.decision.timeline, before)
  })
})
