import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Step } from '../../../src/domain/act/step.ts'
import { refusalStanding, standingIn, verdictsIn } from '../../../src/domain/notices/of-step.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { NamedVerdict } from '../../../src/domain/verdict/verdict.ts'
import { buffer, buffers } from '../../support/buffer/buffer.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment, OWNER } from '../../support/deployment.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const standing = (time: string, world: World) => standingIn(stepAt(time, world), OWNER)

describe('a class that does not fit', () => {
  const small = userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2 })
  const world = (students: number): World => ({
    config: small,
    events: [{ title: 'Data 8', asks: { user: { students } } }],
    deployments: [deployment({ config: small })],
  })
  it('is told on the Deployment of its pool, else on the state ConfigMap', () => {
    const [one, ...more] = standing('07:00', world(30))
    assert.deepEqual(
      [one?.reason, one?.type, one?.regarding.name, more.length],
      ['DoesNotFit', 'Warning', 'user-placeholder', 0],
    )
    assert.match(one?.note ?? '', /^"Data 8", Tue 24 Mar 09:00, needs \d+ placeholders; .* of 30 will wait for a node$/)
    const [early] = standing('07:00', { ...world(30), deployments: [] })
    assert.deepEqual([early?.regarding.kind, early?.regarding.name], ['ConfigMap', OWNER.name])
  })
  it('is told on the CapacityBuffer that holds its room', () => {
    const buffered = userPool({ seat: { requests: { memory: '4Gi' } }, maxPlaceholders: 2, holdBy: 'capacitybuffer' })
    const [one] = standing('07:00', { ...world(30), config: buffered, deployments: [], buffers: buffers(buffer()) })
    const { apiVersion, kind, name, uid } = one?.regarding ?? {}
    assert.deepEqual(
      [apiVersion, kind, name, uid],
      ['autoscaling.x-k8s.io/v1beta1', 'CapacityBuffer', 'user-placeholder', 'uid-buffer-user'],
    )
  })
  it('with other numbers is the same class in another way', () => {
    const [few, many] = [30, 60].map((students) => standing('07:00', world(students))[0])
    assert.equal(few?.key, many?.key)
    assert.notEqual(few?.variant, many?.variant)
  })
})

describe('a calendar that cannot be read', () => {
  const failing = (because: string, more: object = {}): World => ({
    config: userPool(),
    calendar: { at: 'failing', sinceMs: at('08:00'), lastGoodMs: at('07:00'), because, ...more },
  })
  it('is told with what goes on, and its end', () => {
    const [one] = standing('08:10', failing('HTTP 500'))
    assert.deepEqual(
      [one?.reason, one?.note, one?.regarding.name, one?.gone?.reason],
      ['CalendarUnreadable', 'HTTP 500; the last good copy goes on', OWNER.name, 'CalendarReadable'],
    )
    assert.deepEqual(standing('08:10', { config: userPool() }), [])
  })
  it('is the same in other words, and another one where another fails', () => {
    const variants = [failing('a'), failing('b'), failing('a', { which: ['labs'] })].map(
      (world) => standing('08:10', world)[0]?.variant,
    )
    assert.equal(variants[0], variants[1])
    assert.notEqual(variants[0], variants[2])
  })
})

describe('a pool that leaves', () => {
  const left = config({ nodePools: { lab: {} } })
  it('is told on its Deployment, once it is known; what is not ours is not', () => {
    const own = deployment({ config: userPool() })
    const [one, ...more] = standing('08:00', { config: left, deployments: [own] })
    assert.deepEqual([one?.reason, one?.type, one?.regarding.uid, more.length], ['PoolLeaving', 'Normal', own.uid, 0])
    const others = deployment({ config: userPool(), owner: { ...OWNER, uid: 'another' } })
    assert.deepEqual(standing('08:00', { config: left, deployments: [others] }), [])
  })
})

describe('a config that is refused', () => {
  it('is told with what is wrong, and its end; none without errors', () => {
    const [one] = refusalStanding([problem('nodePools.user', 'has no `nodeSelector`')], OWNER)
    assert.deepEqual(
      [one?.reason, one?.note, one?.gone?.reason],
      [
        'ConfigRefused',
        'the config is refused, the last good one goes on: nodePools.user: has no `nodeSelector`',
        'ConfigAccepted',
      ],
    )
    assert.deepEqual(refusalStanding([], OWNER), [])
  })
})

describe('the verdict on a class', () => {
  const WELL: NamedVerdict = {
    ...{ pool: 'user', uid: 'lab', title: 'Lab', startMs: at('09:00'), announced: 30, came: 28, late: 0, longestMs: 0 },
    readyAtStart: 20,
  }
  const made = stepAt('09:45', { config: config(), deployments: [deployment({ config: config() })] })
  const step = (verdicts: readonly NamedVerdict[]): Step => ({ ...made, decision: { ...made.decision, verdicts } })
  it('is told on the Deployment of its pool, as a warning where people waited', () => {
    const verdicts = verdictsIn(
      step([WELL, { ...WELL, uid: 'exam', title: 'Exam', late: 6, longestMs: 90_000 }]),
      OWNER,
    )
    assert.deepEqual(
      verdicts.map(({ reason, type, note, regarding, kind, id }) => [reason, type, note, regarding.name, kind, id]),
      [
        [
          'ClassOver',
          'Normal',
          'Tue 09:00 Lab: 28 of 30 came, nobody waited; 20 seats were ready at the start',
          'user-placeholder',
          'state',
          `${at('09:00')} lab`,
        ],
        [
          'ClassOver',
          'Warning',
          'Tue 09:00 Exam: 28 of 30 came, 6 waited, the longest 1 min 30 s; 20 seats were ready at the start',
          'user-placeholder',
          'state',
          `${at('09:00')} exam`,
        ],
      ],
    )
  })
})
