import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explain } from '../../../src/commands/explain/explain.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { CONFIG_KEY, MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { poolLabels } from '../../support/config.ts'
import { at } from '../../support/time.ts'
import { DEPLOYMENTS, type Held, jhub, release, STATE, stateMap } from '../cluster/jhub.ts'

const VALUES = JSON.stringify({
  calendarTimezone: 'Europe/Berlin',
  nodePools: { user: { nodeSelector: poolLabels('user'), replicas: 1, seat: { requests: { memory: '2Gi' } } } },
})
const NODE = {
  metadata: { name: 'n1', uid: 'n1', labels: poolLabels('user') },
  status: { allocatable: { cpu: '8', memory: '32Gi', pods: '110' }, conditions: [{ type: 'Ready', status: 'True' }] },
}
const HELD: Held = {
  [DEPLOYMENTS]: [release()],
  [STATE]: stateMap({ [CONFIG_KEY]: VALUES, [MEMORY_KEY]: memoryToJson(NO_MEMORY) }),
  '/api/v1/nodes': [NODE],
  '/api/v1/pods': [],
}
const EVENT = vevent('UID:a\nSUMMARY:Data 8\nDTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:students: 120')

async function explained(options: object = {}, held: Held = HELD) {
  await using cluster = await jhub(held)
  const answer = await explain({ ...cluster.options, output: 'json', ...options }, at('09:00'))
  return { ...JSON.parse(answer.text), unread: answer.unread }
}

describe('the cluster as it is, explained', () => {
  it('is by the config and the memory of its release, now', async () => {
    const { at: when, pools, notes } = await explained()
    assert.equal(when, '2026-03-24T09:00:00Z')
    assert.deepEqual(Object.keys(pools), ['user'])
    assert.deepEqual(notes, [])
  })
  it('is at an instant in the zone of its config', async () =>
    assert.equal((await explained({ at: '2026-03-24T09:00' })).at, '2026-03-24T08:00:00Z'))
  it('is with a calendar that is given, instead of its own', async () => {
    using files = folder()
    const { pools } = await explained({ calendar: files.write('a.ics', ics(EVENT)) })
    assert.match(pools.user.because, /"Data 8" asks 120 students/)
  })
  it('says what is taken where nothing is remembered', async () => {
    const { notes } = await explained({}, { ...HELD, [STATE]: stateMap({ [CONFIG_KEY]: VALUES }) })
    assert.match(notes.join(), /without the memory of a release/)
  })
  it('says what of its calendars is not in the answer', async () => {
    const { problems, unread } = await explained({}, { ...HELD, [DEPLOYMENTS]: [release({ secret: 'gone' })] })
    assert.match(unread.join(), /gone/)
    assert.match(JSON.stringify(problems), /gone/)
  })
  it('takes no file of Deployments alone', async () =>
    assert.rejects(explained({ deployments: 'd.json' }), /--deployments is a file beside --nodes and --pods/))
})
