import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY_MS } from '../../../src/domain/duration.ts'
import { readScenario } from '../../../src/simulation/scenario/read.ts'
import { filesOf } from '../../../src/simulation/semester/files.ts'
import { semester, WEEKS } from '../../../src/simulation/semester/semester.ts'

const forecast = { reactions: 'on', history: 'on' }
const made = semester(1)

describe('a semester', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(semester(1), made)
    assert.notDeepEqual(semester(2).visits.length, made.visits.length)
  })
  it('has fourteen weeks by the clock, and some 35,000 visits within them', () => {
    // The clocks go back on the first of November.
    assert.equal(made.endMs - made.startMs, WEEKS * 7 * DAY_MS + 3_600_000)
    assert.ok(made.visits.length > 30_000 && made.visits.length < 40_000)
    assert.ok(made.visits.every(({ arrivesMs, leavesMs }) => arrivesMs >= made.startMs && leavesMs > arrivesMs))
  })
  it('most of its courses announce more than come', () => {
    const listed = made.classes.filter(({ isListed, came }) => isListed && came > 0)
    const over = listed.filter(({ announced, came }) => announced > 1.2 * came)
    assert.ok(over.length > listed.length / 2, `${over.length} of ${listed.length}`)
    assert.ok(listed.some(({ announced, came }) => announced < came))
  })
  it('some classes do not take place, and some of these stay in the calendar', () => {
    const missed = made.classes.filter(({ came }) => came === 0)
    assert.ok(missed.some(({ isListed }) => isListed) && missed.some(({ isListed }) => !isListed))
  })
})

describe('its files', () => {
  const read = (calendar: 'announced' | 'auto' | 'none') => {
    const files = filesOf(made, { seed: 1, calendar, forecast })
    const readText = async (path: string) => (path === 'people.csv' ? files['people.csv'] : files['calendar.ics'])
    return readScenario(files['scenario.yaml'], { readText })
  }
  it('are a scenario, in which everybody asks for the seat of the pool', async () => {
    const { scenario, warnings } = await read('announced')
    assert.deepEqual(warnings, [])
    assert.equal(scenario.visits.length, made.visits.length)
    assert.deepEqual(scenario.visits[0]?.seat.requests, scenario.pools[0]?.seat)
    assert.match(scenario.calendar?.text ?? '', /students: \d+/)
  })
  it('without numbers the calendar says auto, and there may be none', async () => {
    assert.doesNotMatch((await read('auto')).scenario.calendar?.text ?? '', /students: \d/)
    assert.equal((await read('none')).scenario.calendar, undefined)
  })
})
