import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Server, serversOf, usersPage } from '../../../src/domain/hub/read-users.ts'
import { ADA, BOB, NAMES_ONLY, pageOf } from '../../support/hub/recorded.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, iso } from '../../support/time.ts'

const read = (json: unknown) => {
  const page = usersPage(json)
  assert('servers' in page, JSON.stringify(page))
  return page
}
const why = (json: unknown) => {
  const page = usersPage(json)
  return 'wrong' in page ? page.wrong : undefined
}
const NOW = at('09:00')

describe('a page of users', () => {
  it('has servers that start, with their profile, and those that have a name', () => {
    const { servers, nextOffset } = read(pageOf([ADA, BOB], 2))
    assert.equal(nextOffset, 2)
    assert.deepEqual(
      servers.map(({ key, isNamed, pending, isReady, profile }) => [key, isNamed, pending, isReady, profile]),
      [
        ['ada/', false, 'spawn', false, 'gpu'],
        ['ada/lab', true, undefined, true, undefined],
        ['bob/', false, 'spawn', false, undefined],
      ],
    )
    assert.equal(iso(servers[0]?.startedMs ?? 0), '2026-03-24T08:57:57.848Z')
  })
  it('is the last one where it says so, and where the hub knows no pages', () => {
    assert.equal(read(pageOf([ADA])).nextOffset, undefined)
    assert.equal(read([ADA, BOB]).servers.length, 3)
  })
  it('of a token that may not see servers says which scope it lacks', () =>
    assert.match(why(pageOf([NAMES_ONLY])) ?? '', /scope read:servers$/))
  for (const json of [
    null,
    'no',
    { message: 'no' },
    { items: [] },
    [{ name: 1 }],
    pageOf([{ name: 'ada', servers: [] }]),
  ])
    it(`is not ${JSON.stringify(json).slice(0, 40)}`, () => assert.match(why(json) ?? '', /is no list of users/))
})

describe('all pages', () => {
  it('are counted: all servers, those with a name, those that start', () => {
    const all = serversOf(read([ADA, BOB]).servers, NOW)
    assert.deepEqual([all.active, all.named, all.spawning.map(({ key }) => key)], [3, 1, ['ada/', 'bob/']])
    assert.deepEqual([...all.usedMs.keys()], ['ada/lab'])
  })
  it('a spawn that does not say when it began began when it was seen', () => {
    const one: Server = { key: 'ada/', isNamed: false, isReady: false, pending: 'spawn' }
    assert.deepEqual(serversOf([one], NOW).spawning, [{ key: 'ada/', startedMs: NOW }])
  })
  it('a user who is on two of them counts once', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...read([ADA, BOB]).servers)), (servers) => {
        const all = serversOf(servers, NOW)
        assert.equal(all.active, new Set(servers.map(({ key }) => key)).size)
        assert.equal(new Set(all.spawning.map(({ key }) => key)).size, all.spawning.length)
      }),
      RUNS,
    ))
})
