/** Groups of a region, which spread their instances over zones by themselves. */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { Node } from '../../../../src/domain/cluster/node.ts'
import type { NamedGroup } from '../../../../src/domain/settings/utilization-settings.ts'
import { gceGroups } from '../../../../src/sinks/node-groups/gce/gce.ts'
import type { NodeGroups } from '../../../../src/sinks/node-groups/node-groups.ts'
import { type ComputeServer, computeServer } from './compute-server.ts'
import { PROJECT } from './compute-wire.ts'
import { gceNode, token } from './support.ts'

describe('gce groups of a region', () => {
  let server: ComputeServer
  let groups: NodeGroups
  let named: NamedGroup[]
  beforeEach(async () => {
    server = await computeServer()
    named = []
    const sleep = async () => undefined
    groups = gceGroups({ mayAct: () => true, rootUrl: server.rootUrl, auth: token(), named: () => named, sleep })
  })
  afterEach(() => server.close())

  const pool = (...nodes: Node[]) => ({ name: 'user', nodes })
  const asked = (of: string) => server.requests.filter((line) => line.includes(of))
  const becauseOf = (result: object | undefined) => (result && 'because' in result ? String(result.because) : '')
  const spread = (redistribution?: string) =>
    server.regional('users', { 'zone-a': ['users-1'], 'zone-b': ['users-2'], 'zone-c': ['users-3'] }, redistribution)
  const nodes = () => [gceNode('users-1'), gceNode('users-2', 'zone-b'), gceNode('users-3', 'zone-c')]

  it('are found by nodes of several zones, and asked once', async () => {
    spread()
    assert.deepEqual(await groups.size(pool(...nodes())), { at: 'known', nodes: 3 })
    assert.equal(asked('GET regions/zone/instanceGroupManagers').length, 1)
    assert.equal(asked('users/listManagedInstances').length, 2, 'three members are two pages')
  })

  it('get larger as one, and spread by themselves', async () => {
    const users = spread()
    assert.deepEqual(await groups.create(pool(...nodes()), 3), { at: 'done', from: 3, to: 6 })
    assert.equal(users.targetSize, 6)
    assert.deepEqual([...users.placed.values()].slice(3).toSorted(), ['zone-a', 'zone-b', 'zone-c'])
    assert.deepEqual(await groups.create(pool(...nodes()), 3), { at: 'done', from: 6, to: 6 }, 'they are on their way')
    assert.equal(asked('regions/zone/operations').length, 1)
  })

  it('lose the instances that are to go, each named in its zone', async () => {
    const users = spread()
    assert.deepEqual(await groups.remove([gceNode('users-3', 'zone-c'), gceNode('users-1')]), [
      { node: 'users-3', at: 'done' },
      { node: 'users-1', at: 'done' },
    ])
    assert.deepEqual(
      [users.targetSize, [...users.members.values()]],
      [1, ['DELETING', 'NONE', 'DELETING']],
      'and no other',
    )
    assert.equal(asked('deleteInstances').length, 1)
  })

  it('an instance of the same name in another zone is not theirs', async () => {
    const users = spread()
    server.instance('zone-b', 'users-1')
    const [twin] = await groups.remove([gceNode('users-1', 'zone-b')])
    assert.match(becauseOf(twin), /^no managed instance group of zone-b or region zone lists users-1/)
    assert.deepEqual([users.targetSize, asked('deleteInstances')], [3, []])
  })

  it('nothing is deleted where Google would even out the zones by ending users’ instances', async () => {
    const users = spread('PROACTIVE')
    const [one, two] = await groups.remove(nodes().slice(0, 2))
    assert.match(
      becauseOf(one),
      /^group users of region zone keeps its zones even by ending instances.*--region zone --instance-redistribution-type none\)$/,
    )
    assert.equal(two?.at, 'failed')
    assert.deepEqual([users.targetSize, asked('deleteInstances')], [3, []])
    assert.equal((await groups.create(pool(...nodes()), 1)).at, 'done', 'but it may grow')
  })

  it('zones stay even where zonal groups are beside them', async () => {
    const users = spread()
    const zonal = server.group('more', ['more-1', 'more-2'], { zone: 'zone-a' })
    const scope = pool(...nodes(), gceNode('more-1'), gceNode('more-2'))
    assert.deepEqual(await groups.create(scope, 3), { at: 'done', from: 5, to: 8 })
    assert.deepEqual([users.targetSize, zonal.targetSize], [6, 2], 'three zones with one each, beside one with two')
    assert.deepEqual(await groups.create(scope, 7), { at: 'done', from: 8, to: 12 })
    assert.deepEqual([users.targetSize, zonal.targetSize], [9, 3])
  })

  it('are named where a pool may have no node', async () => {
    const users = server.regional('users', { 'zone-a': [], 'zone-b': [] })
    named = [{ pool: 'user', project: PROJECT, region: 'zone', name: 'use*' }]
    assert.deepEqual(await groups.create(pool(), 2), { at: 'done', from: 0, to: 2 })
    assert.equal(users.targetSize, 2)
    named = [{ pool: 'user', project: PROJECT, region: 'zone', name: 'lab*' }]
    assert.equal(
      becauseOf(await groups.create(pool(), 3)),
      'utilization.gce.groups: `lab*` of pool user matches no managed instance group of region zone; there: users',
    )
  })

  it('a region that cannot be looked at costs no zonal group its nodes', async () => {
    const zonal = server.group('lab', ['lab-1'])
    server.fail({ of: 'GET regions/zone', status: 403, reason: 'forbidden', times: 9, message: missing('list') })
    assert.deepEqual(await groups.create(pool(gceNode('lab-1')), 1), { at: 'done', from: 1, to: 2 })
    assert.deepEqual(await groups.remove([gceNode('lab-1')]), [{ node: 'lab-1', at: 'done' }])
    assert.equal(zonal.targetSize, 1)
    server.instance('zone-a', 'users-9')
    assert.deepEqual(await groups.remove([gceNode('users-gone')]), [{ node: 'users-gone', at: 'done' }])
    assert.match(becauseOf((await groups.remove([gceNode('users-9')]))[0]), /look up the groups of region zone/)
  })

  describe('what goes wrong is said', () => {
    it('a permission that the account lacks, by its name', async () => {
      spread()
      server.fail({ of: 'users/resize', status: 403, reason: 'forbidden', message: missing('update') })
      assert.match(
        becauseOf(await groups.create(pool(...nodes()), 1)),
        /^Google does not allow us to make group users of region zone larger, 3 to 4; our account's role lacks compute\.instanceGroupManagers\.update; see "Google Compute Engine"/,
      )
    })

    it('what was begun is asked of nobody else, though a right is missing to see its end', async () => {
      const users = spread()
      const zonal = server.group('more', ['more-1', 'more-2'])
      const message = "Required 'compute.regionOperations.get' permission for 'projects/hub/regions/zone/operations/1'"
      server.fail({ of: 'regions/zone/operations', status: 403, reason: 'forbidden', message })
      assert.match(
        becauseOf(await groups.create(pool(...nodes(), gceNode('more-1'), gceNode('more-2')), 1)),
        /^Google has begun to make group users of region zone larger, 3 to 4, but Google does not allow us to see what became of it; our account's role lacks compute\.regionOperations\.get;/,
      )
      assert.deepEqual([users.targetSize, zonal.targetSize], [4, 2])
    })

    it('the quota of a region, where it is refused and where it shows in the instances', async () => {
      const users = spread()
      const message = "Quota 'CPUS' exceeded. Limit: 24.0 in region zone."
      server.fail({ of: 'users/resize', status: 403, reason: 'quotaExceeded', message })
      assert.equal(
        becauseOf(await groups.create(pool(...nodes()), 1)),
        `our quota at Google does not allow us to make group users of region zone larger, 3 to 4 (403: ${message})`,
      )
      users.trouble = { code: 'QUOTA_EXCEEDED', message }
      await groups.create(pool(...nodes()), 1)
      assert.equal(
        becauseOf(await groups.create(pool(...nodes()), 1)),
        `group users cannot make users-new1: QUOTA_EXCEEDED: ${message}`,
      )
    })

    it('an operation of the region that fails', async () => {
      spread()
      server.keeps.add('users-1')
      server.failOperation('RESOURCE_IN_USE', 'The group is being updated.')
      assert.equal(
        becauseOf((await groups.remove([gceNode('users-1')]))[0]),
        'Google could not delete instances of group users: RESOURCE_IN_USE: The group is being updated.',
      )
    })

    it('an instance that never becomes a node, which is looked up in its zone', async () => {
      const users = server.regional('users', { 'zone-a': ['users-1'], 'zone-b': ['lost-1'] })
      server.created.set('lost-1', '2026-03-24T08:00:00.000-00:00')
      const scope = { ...pool(gceNode('users-1')), lateBeforeMs: Date.UTC(2026, 2, 24, 8, 1) }
      assert.match(becauseOf(await groups.create(scope, 1)), /^lost-1 is no node though made long ago/)
      assert.equal(users.targetSize, 3)
      assert.equal(asked('GET zone-b/instances/lost-1').length, 1)
    })
  })
})

const missing = (verb: string) =>
  `Required 'compute.instanceGroupManagers.${verb}' permission for 'projects/hub/regions/zone'`
