import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { OAuth2Client } from 'google-auth-library'
import type { Node } from '../../../../src/domain/cluster/node.ts'
import type { NamedGroup } from '../../../../src/domain/settings/utilization-settings.ts'
import { gceGroups } from '../../../../src/sinks/node-groups/gce/gce.ts'
import type { NodeGroups } from '../../../../src/sinks/node-groups/node-groups.ts'
import { node } from '../../../support/node.ts'
import { type ComputeServer, computeServer } from './compute-server.ts'
import { PROJECT } from './compute-wire.ts'
import { gceNode, token } from './support.ts'

describe('gce node groups', () => {
  let server: ComputeServer
  let groups: NodeGroups
  let named: NamedGroup[]
  let pauses: number[]
  let leads: boolean
  let duringPause: () => void
  beforeEach(async () => {
    server = await computeServer()
    named = []
    pauses = []
    duringPause = () => undefined
    const sleep = async (ms: number) => {
      pauses.push(ms)
      duringPause()
    }
    leads = true
    groups = gceGroups({ mayAct: () => leads, rootUrl: server.rootUrl, auth: token(), named: () => named, sleep })
  })
  afterEach(() => server.close())

  const pool = (...nodes: Node[]) => ({ name: 'user', nodes })
  /** One node in each of two zones. */
  const twoZones = () =>
    [
      server.group('users-a', ['users-a-1']),
      server.group('users-b', ['users-b-1'], { zone: 'zone-b' }),
      pool(gceNode('users-a-1'), gceNode('users-b-1', 'zone-b')),
    ] as const
  const asked = (of: string) => server.requests.filter((line) => line.includes(of))

  describe('remove', () => {
    it('deletes instances through their group, which gets smaller, and finds them on any page', async () => {
      for (const other of ['a-web', 'b-web', 'c-web']) server.group(other, [])
      const users = server.group('users', ['users-1', 'users-2', 'users-3', 'users-4', 'users-5'])
      assert.deepEqual(await groups.remove([gceNode('users-5'), gceNode('users-1')]), [
        { node: 'users-5', at: 'done' },
        { node: 'users-1', at: 'done' },
      ])
      assert.equal(users.targetSize, 3)
      assert.deepEqual(
        [...users.members].filter(([, action]) => action === 'DELETING').map(([name]) => name),
        ['users-1', 'users-5'],
      )
      assert.equal(asked('deleteInstances').length, 1)
      assert.ok(asked('GET zone-a/instanceGroupManagers').length === 2, 'four groups are two pages')
      assert.equal(asked('users/listManagedInstances').length, 6, 'five members are three pages, before and after')
    })

    it('deletes nothing once another replica leads, and says so', async () => {
      const users = server.group('users', ['users-1'])
      leads = false
      assert.deepEqual(await groups.remove([gceNode('users-1')]), [
        {
          node: 'users-1',
          at: 'failed',
          because: 'could not delete instances of group users: this replica is not the leader any more',
        },
      ])
      assert.deepEqual([users.targetSize, asked('deleteInstances')], [1, []])
    })

    it('does not try again what failed while another replica began to lead', async () => {
      const users = server.group('users', ['users-1'])
      server.fail({ of: 'deleteInstances', status: 503 })
      duringPause = () => {
        leads = false
      }
      const [result] = await groups.remove([gceNode('users-1')])
      assert.match(JSON.stringify(result), /failed.*not the leader any more/)
      assert.deepEqual([users.targetSize, asked('deleteInstances').length], [1, 1])
    })

    it('asks each zone and each group for its own', async () => {
      const a = server.group('users-a', ['users-a-1'])
      const b = server.group('users-b', ['users-b-1'], { zone: 'zone-b' })
      const results = await groups.remove([gceNode('users-a-1'), gceNode('users-b-1', 'zone-b')])
      assert.deepEqual(
        results.map(({ at }) => at),
        ['done', 'done'],
      )
      assert.deepEqual([a.targetSize, b.targetSize], [0, 0])
    })

    it('what goes or has gone already is done, and makes no group smaller twice', async () => {
      const users = server.group('users', ['users-1'])
      await groups.remove([gceNode('users-1')])
      assert.deepEqual(await groups.remove([gceNode('users-1'), gceNode('users-gone')]), [
        { node: 'users-1', at: 'done' },
        { node: 'users-gone', at: 'done' },
      ])
      assert.equal(users.targetSize, 0)
      assert.equal(asked('deleteInstances').length, 1)
    })

    it('one that goes in the same moment does not keep the others', async () => {
      const users = server.group('users', ['users-1', 'users-2'])
      server.vanishing.add('users-1')
      assert.deepEqual(await groups.remove([gceNode('users-1'), gceNode('users-2')]), [
        { node: 'users-1', at: 'done' },
        { node: 'users-2', at: 'done' },
      ])
      assert.equal(users.targetSize, 0)
    })

    it('one that Google keeps is told, and does not keep the others', async () => {
      const users = server.group('users', ['users-1', 'users-2'])
      server.keeps.add('users-1')
      assert.deepEqual(await groups.remove([gceNode('users-1'), gceNode('users-2')]), [
        { node: 'users-1', at: 'failed', because: 'group users has kept it, though Google says that it was deleted' },
        { node: 'users-2', at: 'done' },
      ])
      assert.equal(users.targetSize, 1)
    })

    it('an operation that fails after it was taken on is told with its reason', async () => {
      server.group('users', ['users-1'])
      server.keeps.add('users-1')
      server.failOperation('RESOURCE_IN_USE', 'The group is being updated.')
      const because = 'Google could not delete instances of group users: RESOURCE_IN_USE: The group is being updated.'
      assert.deepEqual(await groups.remove([gceNode('users-1')]), [{ node: 'users-1', at: 'failed', because }])
    })

    it('does not wait for an operation for ever: what counts is what the group says', async () => {
      server.group('users', ['users-1', 'users-2'])
      server.isSlow = true
      server.keeps.add('users-1')
      const because =
        'Google could not delete instances of group users: it is still under way; the next cycle looks again'
      assert.deepEqual(await groups.remove([gceNode('users-1'), gceNode('users-2')]), [
        { node: 'users-1', at: 'failed', because },
        { node: 'users-2', at: 'done' },
      ])
    })

    it('what was done though its answer was lost is done', async () => {
      const users = server.group('users', ['users-1'])
      server.fail({ of: 'deleteInstances', status: 503, times: 4, isDone: true })
      assert.deepEqual(await groups.remove([gceNode('users-1')]), [{ node: 'users-1', at: 'done' }])
      assert.equal(users.targetSize, 0)
    })

    it('a zone that fails does not cost another zone its answers', async () => {
      server.group('users-a', ['users-a-1'])
      server.group('users-b', ['users-b-1'], { zone: 'zone-b' })
      server.fail({ of: 'zone-a/instanceGroupManagers', status: 403, message: "Required 'compute.list' permission" })
      const [a, b] = await groups.remove([gceNode('users-a-1'), gceNode('users-b-1', 'zone-b')])
      assert.deepEqual(b, { node: 'users-b-1', at: 'done' })
      assert.match(
        a && 'because' in a ? a.because : '',
        /not allow us to look up the groups of zone-a.*role.*compute\.list/,
      )
    })

    it('a name that means no group, or several, keeps only what needs it, and is told as the reason', async () => {
      server.group('gke-users-grp', ['gke-users-1'], { base: 'gke-users' })
      server.group('gke-lab-grp', ['odd-1'])
      const at = { pool: 'gpu', project: PROJECT, zone: 'zone-a' }
      for (const [name, says] of [
        ['gke-gpu-*', /lists odd-1, .*`gke-gpu-\*` of pool gpu matches no managed instance group of zone-a/],
        ['gke-*-grp', /lists odd-1, .*`gke-\*-grp` of pool gpu matches 2 groups of zone-a/],
      ] as const) {
        named = [{ ...at, name }]
        const [users, odd] = await groups.remove([gceNode('gke-users-1'), gceNode('odd-1')])
        assert.deepEqual(users, { node: 'gke-users-1', at: 'done' })
        assert.match(odd && 'because' in odd ? odd.because : '', says)
      }
    })

    it('leaves alone an instance that no group made, one of another provider, and one that two groups list', async () => {
      server.instance('zone-a', 'by-hand')
      server.group('twin-1', ['twin-x'], { base: 'twin' })
      server.group('twin-2', ['twin-x'], { base: 'twin' })
      const aws = { ...node({ name: 'aws' }), providerId: 'aws:///us-west-2a/i-0123' }
      const results = await groups.remove([gceNode('by-hand'), aws, gceNode('twin-x'), node({ name: 'bare' })])
      const [hand, other, twin, bare] = results.map((one) => ('because' in one ? one.because : ''))
      assert.match(hand ?? '', /^no managed instance group of zone-a or region zone lists by-hand/)
      assert.match(other ?? '', /^its providerID `aws:\/\/\/us-west-2a\/i-0123` is not of Google Compute Engine/)
      assert.match(twin ?? '', /^several managed instance groups list twin-x: twin-1, twin-2$/)
      assert.match(bare ?? '', /^its providerID `` is not/)
      assert.deepEqual(asked('deleteInstances'), [])
    })
  })

  describe('create', () => {
    it('makes the group larger', async () => {
      const users = server.group('users', ['users-1', 'users-2'])
      assert.deepEqual(await groups.create(pool(gceNode('users-1'), gceNode('users-2')), 2), {
        at: 'done',
        from: 2,
        to: 4,
      })
      assert.equal(users.targetSize, 4)
    })

    it('asked again while they boot, it makes no more', async () => {
      const users = server.group('users', ['users-1'])
      const scope = pool(gceNode('users-1'))
      await groups.create(scope, 2)
      assert.deepEqual(await groups.create(scope, 2), { at: 'done', from: 3, to: 3 })
      assert.deepEqual(await groups.create(scope, 3), { at: 'done', from: 3, to: 4 })
      assert.equal(users.targetSize, 4)
    })

    it('over several zones, the smallest first; groups of other pools are not touched', async () => {
      const a = server.group('users-a', ['users-a-1', 'users-a-2', 'users-a-3'])
      const b = server.group('users-b', ['users-b-1'], { zone: 'zone-b' })
      const web = server.group('web', [], { zone: 'zone-b' })
      const nodes = [...a.members.keys()].map((name) => gceNode(name))
      assert.deepEqual(await groups.create(pool(...nodes, gceNode('users-b-1', 'zone-b')), 3), {
        at: 'done',
        from: 4,
        to: 7,
      })
      assert.deepEqual([a.targetSize, b.targetSize, web.targetSize], [4, 3, 0])
    })

    it('half done is told as half done, with the reason of the other half', async () => {
      const a = server.group('users-a', ['users-a-1'])
      const b = server.group('users-b', ['users-b-1'], { zone: 'zone-b' })
      server.fail({ of: 'users-b/resize', status: 503, times: 4, message: 'Backend error' })
      const because = 'Google failed to make group users-b of zone-b larger, 1 to 2 (503: Backend error)'
      assert.deepEqual(await groups.create(pool(gceNode('users-a-1'), gceNode('users-b-1', 'zone-b')), 2), {
        at: 'in part',
        from: 2,
        to: 3,
        because,
      })
      assert.deepEqual([a.targetSize, b.targetSize], [2, 1])
    })

    it('what one group refuses the next is asked for', async () => {
      const [a, b, scope] = twoZones()
      server.fail({ of: 'users-a/resize', status: 403, message: 'Quota CPUS exceeded' })
      assert.deepEqual(await groups.create(scope, 2), { at: 'done', from: 2, to: 4 })
      assert.deepEqual([a.targetSize, b.targetSize], [1, 3])
      server.fail({ of: 'users-a/resize', status: 403, message: 'Quota' }, { of: 'users-b/resize', status: 403 })
      const refused = await groups.create(scope, 3)
      assert.match(
        'because' in refused ? refused.because : '',
        /^Google does not allow us to make group users-a of zone-a/,
      )
      assert.deepEqual([refused.at, a.targetSize, b.targetSize], ['failed', 1, 3])
    })

    it('a zone that gets no machines does not keep another from getting some, and asks for no more itself', async () => {
      const [a, b, scope] = twoZones()
      a.stockout = true
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 2, to: 3 })
      assert.deepEqual([a.targetSize, b.targetSize], [2, 1])
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 3, to: 4 })
      assert.deepEqual([a.targetSize, b.targetSize], [2, 2])
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 4, to: 4 })
      assert.deepEqual(await groups.create(scope, 3), { at: 'done', from: 4, to: 6 })
      assert.deepEqual([a.targetSize, b.targetSize], [2, 4])
    })

    it('a zone that cannot be looked at does not keep another from growing', async () => {
      const [a, b, scope] = twoZones()
      server.fail({ of: 'GET zone-a/instanceGroupManagers', status: 503, message: 'zone down', times: 99 })
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 1, to: 2 })
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 2, to: 2 })
      assert.deepEqual([a.targetSize, b.targetSize], [1, 2])
      assert.match(
        JSON.stringify(await groups.size(scope)),
        /failed.*look up the groups of pool user \(503: zone down\)/,
      )
    })

    it('a name that means nothing costs its own zone alone', async () => {
      const [a, b, scope] = twoZones()
      named = [{ pool: 'user', project: PROJECT, zone: 'zone-a', name: 'gone' }]
      assert.deepEqual(await groups.create(scope, 2), { at: 'done', from: 2, to: 4 })
      assert.deepEqual([a.targetSize, b.targetSize], [2, 2])
    })

    it('a node on its way out is none that is there: what boots in its place counts', async () => {
      const users = server.group('users', ['users-1', 'users-2'])
      const scope = pool(gceNode('users-1'), gceNode('users-2'))
      await groups.remove([gceNode('users-2')])
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 1, to: 2 })
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 2, to: 2 })
      assert.equal(users.targetSize, 2)
    })

    it('an instance that never becomes a node is told, and made up for, once', async () => {
      const users = server.group('users', ['users-1', 'lost-1'])
      const [made, late] = ['2026-03-24T08:00:00.000-00:00', Date.UTC(2026, 2, 24, 8, 0)]
      server.created.set('lost-1', made)
      const create = (lateBeforeMs: number, count = 1) =>
        groups.create({ ...pool(gceNode('users-1')), lateBeforeMs }, count)
      assert.deepEqual(await create(late), { at: 'done', from: 2, to: 2 }, 'it may still boot')
      const told = await create(late + 1)
      assert.match(
        'because' in told ? told.because : '',
        /^lost-1 is no node though made long ago, and no longer counted/,
      )
      assert.deepEqual([told.at, users.targetSize], ['in part', 3])
      assert.equal((await create(late + 1)).at, 'in part', 'it is told for as long as it is there')
      assert.equal(users.targetSize, 3)
      server.created.set('users-new1', made)
      assert.equal((await create(late + 1)).at, 'in part')
      assert.equal(users.targetSize, 3, 'what keeps one from becoming a node would keep all of them')
      await create(late + 1, 2)
      assert.equal(users.targetSize, 5)
    })

    it('a group that gets no machines is told, for as long as it gets none', async () => {
      const users = server.group('users', ['users-1'])
      users.stockout = true
      const scope = pool(gceNode('users-1'))
      assert.deepEqual(await groups.create(scope, 1), { at: 'done', from: 1, to: 2 })
      const because = 'group users cannot make users-new1: ZONE_RESOURCE_POOL_EXHAUSTED: The zone has no machine.'
      assert.deepEqual(await groups.create(scope, 1), { at: 'in part', from: 2, to: 2, because })
    })

    it('a pool without nodes needs a name in the config, which must mean one group', async () => {
      const users = server.group('gke-hub-users-1a2b-grp', [])
      server.group('gke-hub-lab-3c4d-grp', [])
      const create = () => groups.create(pool(), 1)
      const nameless =
        'no managed instance group of pool user is known: no node of it tells one; name it in utilization.gce.groups'
      assert.deepEqual(await create(), { at: 'failed', because: nameless })

      const at = { pool: 'user', project: PROJECT, zone: 'zone-a' }
      named = [{ ...at, name: 'gke-hub-*-grp' }]
      const because =
        'utilization.gce.groups: `gke-hub-*-grp` of pool user matches 2 groups of zone-a ' +
        '(gke-hub-users-1a2b-grp, gke-hub-lab-3c4d-grp); name one of them'
      assert.deepEqual(await create(), { at: 'failed', because })

      named = [{ ...at, name: 'gke-hub.users-*' }]
      assert.match(
        JSON.stringify(await create()),
        /matches no managed instance group of zone-a; there: gke-hub-users-1a2b-grp/,
      )
      assert.equal(users.targetSize, 0)

      named = [{ ...at, name: 'gke-hub-users-*' }]
      assert.deepEqual(await create(), { at: 'done', from: 0, to: 1 })
      assert.deepEqual(await groups.size(pool()), { at: 'known', nodes: 1 })
    })
  })

  it('tells the size of all groups of a pool, with what is on its way', async () => {
    const users = server.group('users', ['users-1'])
    users.targetSize = 3
    assert.deepEqual(await groups.size(pool(gceNode('users-1'))), { at: 'known', nodes: 3 })
  })

  describe('retries', () => {
    for (const status of [429, 500, 503])
      it(`${status}: three times, with growing pauses, also of what changes something`, async () => {
        const users = server.group('users', ['users-1'])
        server.fail({ of: 'users/resize', status, times: 3 })
        assert.deepEqual(await groups.create(pool(gceNode('users-1')), 1), { at: 'done', from: 1, to: 2 })
        assert.equal(users.targetSize, 2)
        assert.equal(asked('users/resize').length, 4)
        assert.equal(pauses.length, 3)
        assert.deepEqual(
          pauses.toSorted((a, b) => a - b),
          pauses,
        )
      })

    it('each request has tries of its own', async () => {
      server.group('users', ['users-1'])
      server.fail({ of: 'GET zone-a', status: 503, times: 3 }, { of: 'users/resize', status: 503, times: 3 })
      assert.equal((await groups.create(pool(gceNode('users-1')), 1)).at, 'done')
    })

    it('then gives up until the next cycle, and says so', async () => {
      server.group('users', ['users-1'])
      server.fail({ of: 'users/resize', status: 503, times: 9, message: 'Backend error' })
      assert.deepEqual(await groups.create(pool(gceNode('users-1')), 1), {
        at: 'failed',
        because: 'Google failed to make group users of zone-a larger, 1 to 2 (503: Backend error)',
      })
      assert.equal(asked('users/resize').length, 4)
    })

    it('waits for as long as Google asks, and leaves it to the next cycle where that is long', async () => {
      server.group('users', ['users-1'])
      server.fail({ of: 'users/resize', status: 429, retryAfter: 7 })
      assert.equal((await groups.create(pool(gceNode('users-1')), 1)).at, 'done')
      assert.deepEqual(pauses, [7000])
      server.fail({ of: 'users/resize', status: 429, retryAfter: 60, message: 'Quota exceeded' })
      assert.deepEqual(await groups.create(pool(gceNode('users-1')), 2), {
        at: 'failed',
        because: 'Google asks us to wait before we make group users of zone-a larger, 2 to 3 (429: Quota exceeded)',
        retryAfterMs: 60_000,
      })
    })

    it('403 is final, but for the one that means 429', async () => {
      server.group('users', ['users-1'])
      server.fail({ of: 'GET zone-a', status: 403, reason: 'rateLimitExceeded' })
      assert.equal((await groups.size(pool(gceNode('users-1')))).at, 'known')
      server.fail({ of: 'GET zone-a', status: 403, reason: 'forbidden', message: 'Forbidden' })
      assert.match(
        JSON.stringify(await groups.size(pool(gceNode('users-1')))),
        /does not allow us to look up.*403: Forbidden/,
      )
      assert.equal(pauses.length, 1)
    })
  })

  it('says so where Google cannot be reached', async () => {
    await server.close()
    assert.match(
      JSON.stringify(await groups.size(pool(gceNode('users-1')))),
      /failed.*Google could not be reached to look up the groups of pool user/,
    )
    server = await computeServer()
  })

  it('credentials that Google does not take', async () => {
    const wrong = new OAuth2Client()
    wrong.setCredentials({ access_token: 'other', expiry_date: Number.MAX_SAFE_INTEGER })
    const denied = gceGroups({ rootUrl: server.rootUrl, auth: wrong, named: () => [], mayAct: () => true })
    assert.match(JSON.stringify(await denied.size(pool(gceNode('users-1')))), /does not accept our credentials .*401/)
  })
})
