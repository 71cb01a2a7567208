import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withEventSeat } from '../../../../src/domain/profiles/applying/event-seat.ts'
import { mergeProfiles } from '../../../../src/domain/profiles/merging/merge.ts'
import { NO_PROFILES } from '../../../../src/domain/profiles/reading/profile.ts'
import { spawned } from '../../../support/profiles.ts'
import { at } from '../../../support/time.ts'

const GI = 2 ** 30
const exam = (memory: number, pool = 'user') => ({
  title: 'Midterm',
  pools: [pool],
  seats: new Map([[pool, { memory, cpu: 1000 }]]),
  startMs: at('09:00'),
  endMs: at('11:00'),
})
const pools = new Map([
  ['user', { 'hub.jupyter.org/node-purpose': 'user' }],
  ['lab', { 'hub.jupyter.org/node-purpose': 'lab' }],
])
const merged = mergeProfiles(NO_PROFILES, { user: 'ada', image: 'a' })

type Resources = { readonly requests: Record<string, string>; readonly limits: Record<string, string> }

function seated(time: string, events: readonly ReturnType<typeof exam>[], resources?: Resources) {
  const pod = spawned()
  const containers = pod.spec.containers.map((one) => ({ ...one, ...(resources ? { resources } : {}) }))
  const given = { ...pod, spec: { ...pod.spec, containers } }
  const moment = { atMs: at(time), events }
  const made = withEventSeat(given, moment, pools, merged)
  assert.deepEqual(withEventSeat(made.pod, moment, pools, merged).pod, made.pod)
  const [container] = made.pod.spec?.containers ?? []
  return { ...made, container, resources: container?.resources }
}

describe('the seat of an event', () => {
  it('is what a pod of its pool requests from ten minutes before it to its end', () => {
    const { resources, events } = seated('08:50', [exam(8 * GI)])
    assert.deepEqual(resources, { requests: { memory: '8Gi', cpu: '1' }, limits: {} })
    assert.equal(events[0]?.title, 'Midterm')
    for (const time of ['08:49', '11:00'])
      assert.deepEqual(seated(time, [exam(8 * GI)]).resources, { requests: { memory: '1Gi' }, limits: {} })
  })
  it('is not that of another pool, and of several the largest', () => {
    assert.deepEqual(seated('09:00', [exam(8 * GI, 'lab')]).events, [])
    assert.equal(seated('09:00', [exam(2 * GI), exam(4 * GI)]).resources?.requests?.memory, '4Gi')
  })
  it('takes nothing away, and raises a limit that is below it, which is said', () => {
    const own = { requests: { memory: '16Gi', cpu: '250m' }, limits: { memory: '16Gi', cpu: '500m' } }
    const { resources, problems } = seated('09:00', [exam(8 * GI)], own)
    assert.deepEqual(resources, { requests: { memory: '16Gi', cpu: '1' }, limits: { memory: '16Gi', cpu: '1' } })
    assert.deepEqual(
      problems.map(({ where, text }) => `${where}: ${text}`),
      ['event "Midterm": its seat needs more cpu than the limit 500m; the limit is raised'],
    )
  })
  it('is told to the server, where the hub told it another amount', () =>
    assert.ok(
      seated('09:00', [exam(8 * GI)]).container?.env?.some(
        ({ name, value }) => name === 'MEM_GUARANTEE' && value === String(8 * GI),
      ),
    ))
})
