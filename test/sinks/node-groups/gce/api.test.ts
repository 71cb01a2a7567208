/** What goes over the wire, as Google's reference has it. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { computeApi } from '../../../../src/sinks/node-groups/gce/api.ts'
import { computeEngine } from '../../../../src/sinks/node-groups/gce/compute-engine.ts'
import type { Group } from '../../../../src/sinks/node-groups/gce/group.ts'
import { type ComputeServer, computeServer } from './compute-server.ts'
import { PROJECT } from './compute-wire.ts'
import { token } from './support.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const USERS: Group = {
  ...{ area: { project: PROJECT, zone: 'zone-a' }, name: 'users', baseName: 'users', targetSize: 1 },
  ...{ zones: 1, isMoving: false },
}

describe('requests to Compute Engine', () => {
  let server: ComputeServer
  const options = () => ({ rootUrl: server.rootUrl, auth: token(), sleep: async () => undefined })
  const engine = () => computeEngine({ ...options(), mayAct: () => true })
  const sent = () => server.sent.map(({ line, query, body }) => ({ line, query: Object.fromEntries(query), body }))
  beforeEach(async () => {
    server = await computeServer()
  })
  afterEach(() => server.close())

  it('a write has one request id, however often it is tried', async () => {
    server.group('users', ['users-1'])
    server.fail({ of: 'users/resize', status: 503, times: 2 })
    await (await engine()).resize(USERS, 4)
    await (await engine()).resize(USERS, 4)
    const writes = sent().filter(({ line }) => line.includes('resize'))
    assert.deepEqual(
      writes.map(({ query }) => query.size),
      ['4', '4', '4', '4'],
    )
    const [first = '', second, third, other = ''] = writes.map(({ query }) => query.requestId ?? '')
    assert.match(first, UUID)
    assert.match(other, UUID)
    assert.deepEqual([second, third, other === first], [first, first, false])
  })

  it('a deletion names its instances in the body, and skips those that have gone', async () => {
    server.group('users', ['users-1'])
    const url = 'zones/zone-a/instances/users-1'
    await (await engine()).deleteInstances(USERS, [
      { name: 'users-1', zone: 'zone-a', url, isLeaving: false, errors: [] },
    ])
    const [deletion] = sent()
    assert.deepEqual(deletion?.body, { instances: [url], skipInstancesOnValidationError: true })
  })

  it('lists ask for large pages, an instance for the two fields that are read', async () => {
    for (const name of ['a', 'b', 'c']) server.group(name, [])
    server.instance('zone-a', 'users-1')
    await (await engine()).groupsIn(USERS.area)
    await (await engine()).instanceOf({ project: PROJECT, zone: 'zone-a' }, 'users-1')
    assert.deepEqual(
      sent().map(({ query }) => query),
      [{ maxResults: '500' }, { maxResults: '500', pageToken: '2' }, { fields: 'name,creationTimestamp' }],
    )
  })

  it('a name leads nowhere else', async () => {
    server.instance('zone-a', 'users-1')
    const { instanceOf } = await engine()
    assert.equal(await instanceOf({ project: PROJECT, zone: 'zone-b/../zone-a' }, 'users-1'), undefined)
    assert.equal(await instanceOf({ project: PROJECT, zone: 'zone-a' }, 'users-1?fields=x'), undefined)
  })

  it('an answer that takes too long is given up, tried again, and told as such', async () => {
    server.isSilent = true
    const pauses: number[] = []
    const sleep = async (ms: number) => void pauses.push(ms)
    const api = await computeApi({ ...options(), sleep, asLeader: () => undefined })
    await assert.rejects(api({ path: 'x', timeoutMs: 1 }), /timeout/)
    assert.equal(pauses.length, 3)
  })
})
