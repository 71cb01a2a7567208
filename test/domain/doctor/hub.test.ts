import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type HubInput, hubExamined } from '../../../src/domain/doctor/hub.ts'
import type { HubSettings } from '../../../src/domain/doctor/hub-values.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'
import { only, sceneOf, told } from './support.ts'

const GOOD: HubSettings = {
  startTimeoutMs: 15 * MINUTE,
  concurrentSpawnLimit: 64,
  guarantee: { memory: 1e9, cpu: 0 },
  hasExtraConfig: false,
}
const tomorrow = { from: '2026-03-25T09:00:00Z', to: '2026-03-25T10:00:00Z' }
const boots = (tookMs: number) => ({
  boots: { user: [1, 2, 3, 4, 5].map((number) => ({ pod: `p${number}`, endMs: at('07:00') + number, tookMs })) },
})

interface Case extends Partial<Omit<HubInput, 'settings'>> {
  readonly settings?: Partial<HubSettings>
  readonly world?: World
  readonly tookMs?: number
}

const examine = ({ settings = {}, world = {}, tookMs, ...more }: Case = {}) =>
  hubExamined({
    namespace: 'jhub',
    settings: { ...GOOD, ...settings },
    userPlaceholders: undefined,
    scene: sceneOf({ nodes: [node()], ...world }, tookMs === undefined ? {} : boots(tookMs)),
    ...more,
  })

describe('a hub', () => {
  it('that is set as it should be', () =>
    assert.deepEqual(examine().well, ['the hub in jhub waits 15 min for a server, starts 64 at a time']))
  it('of which Python may say otherwise', () =>
    assert.match(
      examine({ settings: { hasExtraConfig: true } }).well[0] ?? '',
      /hub\.extraConfig is Python, is not read/,
    ))
  it('without nodes and pods half of it is not checked', () => {
    const { unchecked } = examine({ scene: undefined })
    assert.equal(unchecked.length, 1)
  })
})

describe('start_timeout', () => {
  it('is shorter than a boot that was learned', () =>
    assert.match(
      only(examine({ settings: { startTimeoutMs: 300 * SECOND }, tookMs: 7 * MINUTE })),
      /^warning start_timeout: the hub gives a server up after 5 min, and a node of user takes 7 min \(p90 of 5 boots, .*\): .* → singleuser: \{startTimeout: 660\}/,
    ))
  it('is shorter than one that is assumed', () =>
    assert.match(
      only(examine({ settings: { startTimeoutMs: 300 * SECOND } })),
      /is taken to need 10 min until 5 boots were seen \(0 so far\)/,
    ))
  it('is long enough for those that were learned', () =>
    assert.deepEqual(told(examine({ settings: { startTimeoutMs: 300 * SECOND }, tookMs: 4 * MINUTE })), []))
})

describe('the limits of a hub', () => {
  const students = (count: number, when: object = tomorrow) => ({
    world: { events: [{ asks: { user: { students: count } }, ...when }] },
  })
  it('fewer start at a time than are announced', () =>
    assert.match(
      only(examine(students(350))),
      /^warning concurrent_spawn_limit: the hub starts 64 servers at a time .* and 350 people are announced for "Midterm" → hub: \{concurrentSpawnLimit: 350\}/,
    ))
  it('two classes at a time are as many people as both', () => {
    const events = ['Maths', 'Physics'].map((title) => ({ title, asks: { user: { students: 40 } }, ...tomorrow }))
    assert.match(only(examine({ world: { events } })), /80 people are announced for "Maths" and "Physics"/)
  })
  it('0 is no limit', () =>
    assert.deepEqual(told(examine({ settings: { concurrentSpawnLimit: 0 }, ...students(350) })), []))
  it('in a fortnight is no matter yet', () =>
    assert.deepEqual(told(examine(students(350, { from: '2026-04-07T09:00:00Z', to: '2026-04-07T10:00:00Z' }))), []))
  it('fewer run in all', () =>
    assert.match(
      only(examine({ settings: { activeServerLimit: 40 }, ...students(50) })),
      /^broken active_server_limit: .*no more than 40 servers/,
    ))
})

describe("zero-to-jupyterhub's own placeholders", () => {
  it('are on in the values', () =>
    assert.match(
      only(examine({ settings: { userPlaceholders: 4 } })),
      /^warning scheduling\.userPlaceholder: .*own 4 placeholders are on in jhub/,
    ))
  it('what runs counts before what is written', () => {
    assert.deepEqual(told(examine({ settings: { userPlaceholders: 4 }, userPlaceholders: 0 })), [])
    assert.match(only(examine({ userPlaceholders: 2 })), /own 2 placeholders/)
  })
})

describe('servers that request nothing', () => {
  const settings = { guarantee: { memory: 0, cpu: 0 } }
  it('are told of before anybody comes', () =>
    assert.match(only(examine({ settings })), /^warning singleuser\.memory\.guarantee: /))
  it('once somebody is there, their pods tell', () =>
    assert.deepEqual(told(examine({ settings, world: { pods: [pod({ user: 'ada', on: 'n1', memory: '1Gi' })] } })), []))
  it('CPU alone is something', () =>
    assert.deepEqual(told(examine({ settings: { guarantee: { memory: 0, cpu: 100 } } })), []))
})
