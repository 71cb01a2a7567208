import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classLimits, startingAtOnce, startTimeoutProblems } from '../../../src/domain/hub/limits.ts'
import type { OccurrenceSpec } from '../../support/calendar.ts'
import { timeline } from '../../support/calendar.ts'
import { config } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, DAY, MINUTE, SECOND } from '../../support/time.ts'

const NOW = at('09:00')
const from = (hub: object) => config({ nodePools: { user: {}, lab: {} }, hub })
const class_ = (students: number, more: OccurrenceSpec = {}): OccurrenceSpec => ({
  title: 'Data 8',
  uid: 'a',
  from: '2026-03-27T10:00:00Z',
  to: '2026-03-27T12:00:00Z',
  asks: { user: { students } },
  ...more,
})
const told = (hub: object, ...events: OccurrenceSpec[]) => {
  const built = from(hub)
  return classLimits({ timeline: timeline(built, ...events), config: built, nowMs: NOW }).map(
    ({ where, text }) => `${where}: ${text}`,
  )
}

describe('a class that is more than the hub starts at a time', () => {
  it('is told days before, with how many start at once', () =>
    assert.deepEqual(told({ concurrentSpawnLimit: 20, spawnTime: '2m' }, class_(350)), [
      'event "Data 8" (uid a): about 37 of 350 people start a server at one time (one takes 2 min), and the hub starts 20 at a time and sends the others away: raise its concurrent_spawn_limit (zero-to-jupyterhub: hub.concurrentSpawnLimit: 37) and hub.concurrentSpawnLimit here',
    ]))
  it('is no problem as large as it is, where people come one after the other and servers start soon', () => {
    assert.deepEqual(told({ concurrentSpawnLimit: 64 }, class_(350)), [])
    assert.equal(told({ concurrentSpawnLimit: 64, spawnTime: '5m' }, class_(350)).length, 1)
  })
  it('comes beside others that begin with it, in whatever pools', () => {
    const lab = class_(180, { title: 'Lab', uid: 'b', asks: { lab: { students: 180 } } })
    const hub = { concurrentSpawnLimit: 30, spawnTime: '2m' }
    assert.equal(told(hub, class_(180)).length, 0)
    assert.deepEqual(
      told(hub, class_(180), lab)
        .map((one) => one.slice(0, 22))
        .toSorted(),
      ['event "Data 8" (uid a)', 'event "Lab" (uid b): a'],
    )
  })
  it('asks one pool for students and seats, and they are the same people', () =>
    assert.deepEqual(told({ activeServerLimit: 100 }, class_(0, { asks: { user: { students: 90, seats: 95 } } })), []))
  it('is told once for all its days, and not before its last week nor after it', () => {
    const hub = { activeServerLimit: 300 }
    const days = [class_(350), class_(350, { from: '2026-03-28T10:00:00Z', to: '2026-03-28T12:00:00Z' })]
    assert.equal(told(hub, ...days).length, 1)
    const far = NOW + 9 * DAY
    assert.deepEqual(told(hub, class_(350, { from: far, to: far + 60 * MINUTE })), [])
    assert.deepEqual(told(hub, class_(350, { from: '06:00', to: '07:00' })), [])
  })
  it('is a problem of the decision, where nobody asks the hub', () => {
    const decision = decideAt('09:00', { config: from({ activeServerLimit: 300 }), events: [class_(350)] })
    const text = /the hub runs no more than 300 servers, and 350 people are announced: 50 get none/
    assert.match(decision.problems.at(-1)?.text ?? '', text)
    assert.match(decision.hubLimits[0]?.text ?? '', text)
  })
  it('without limits is none', () => assert.deepEqual(told({ spawnTime: '30m' }, class_(5000)), []))
})

describe('how many start at once', () => {
  it('is never more than all, and never fewer where more come or servers take longer', () =>
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(600), fc.nat(50), (people, seconds, more) => {
        const some = startingAtOnce(people, seconds * SECOND)
        assert.ok(some <= people)
        assert.ok(startingAtOnce(people + more, seconds * SECOND) >= some)
        assert.ok(startingAtOnce(people, (seconds + more) * SECOND) >= some)
      }),
      RUNS,
    ))
})

describe('a hub that waits less long than a node takes', () => {
  const lead = (ms: number, learned = true) => ({
    ms,
    boots: 9,
    ...(learned ? { learned: { leastMs: ms, mostMs: ms } } : {}),
  })
  const { hub } = from({ startTimeout: '5m' })
  const said = (ms: number, learned?: boolean) => startTimeoutProblems(new Map([['user', lead(ms, learned)]]), hub)
  it('is told once it was learned, with what mends it', () =>
    assert.deepEqual(said(7 * MINUTE), [
      {
        where: 'hub.startTimeout',
        text: 'the hub gives a server up after 5 min, and a node of user takes 7 min: who finds no warm seat gets an error instead of a node; raise its start_timeout (zero-to-jupyterhub: singleuser.startTimeout: 660) and hub.startTimeout here',
      },
    ]))
  it('is none before, nor where it waits long enough, nor where nobody says', () => {
    assert.deepEqual([said(7 * MINUTE, false), said(5 * MINUTE)], [[], []])
    assert.deepEqual(startTimeoutProblems(new Map([['user', lead(7 * MINUTE)]]), undefined), [])
  })
})
