import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Ask, HUB_TOKEN, plainCluster, profilesServer, reviewsOf } from './support.ts'
import { tokenOf } from './tokens.ts'

const PATH = '/profiles/images'
const DEFAULT_TOKEN = tokenOf({ audiences: ['https://kubernetes.default.svc'] })
const MINUTE = 60_000

describe('who may ask', () => {
  const table: [string, Ask, number, RegExp][] = [
    ["the hub's ServiceAccount", {}, 200, /^$/],
    ['a token for others too', { token: tokenOf({ audiences: ['vault', 'warmseats'] }) }, 200, /^$/],
    ['no token', { token: '' }, 401, /needs the header/],
    ['no Bearer', { token: '', headers: { authorization: 'Basic aHViOmh1Yg==' } }, 401, /needs the header/],
    ['two tokens in one', { token: `${HUB_TOKEN} ${HUB_TOKEN}` }, 401, /needs the header/],
    ['a token that is made up', { token: tokenOf({ forged: true }) }, 401, /does not accept this token/],
    [
      'the token that every pod has',
      { token: DEFAULT_TOKEN },
      401,
      /of hub\/hub is not for warmseats: mount one .*audience: warmseats.*hub\.extraVolumes/,
    ],
  ]
  for (const [title, ask, status, said] of table)
    it(`${title}: ${status}`, async () => {
      await using server = await profilesServer()
      const answer = await server.ask(PATH, ask)
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('www-authenticate'), status === 401 ? 'Bearer' : null)
      const { problems = [] } = answer.body as { problems?: readonly { where: string; text: string }[] }
      assert.match(problems.map(({ text }) => text).join(), said)
      assert.deepEqual(
        server.refused.map(({ address, status, because }) => ({ address, status, because })),
        problems.map(({ text }) => ({ address: '127.0.0.1', status, because: text })),
      )
    })

  const unasked: [string, string, number, RegExp][] = [
    ['another ServiceAccount', tokenOf({ account: 'hub/default' }), 403, /^hub\/default may not ask.*serviceAccounts/],
    ['a namesake in another namespace', tokenOf({ account: 'elsewhere/hub' }), 403, /^elsewhere\/hub may not ask/],
    ['a person', tokenOf({ claims: { sub: 'admin@example.edu', aud: 'warmseats' } }), 401, /no token of a Service/],
    ['the token that every pod has', DEFAULT_TOKEN, 401, /not for warmseats/],
    ['one of a Secret, for everything', tokenOf({ audiences: [], expires: null }), 401, /not for warmseats/],
    ['one that has expired', tokenOf({ expires: -60 }), 401, /has expired: .*read it again/],
    ['no token of Kubernetes', 'made-up', 401, /no token of a ServiceAccount/],
  ]
  for (const [title, token, status, said] of unasked)
    it(`${title}: ${status}, and the API server is not asked`, async () => {
      await using server = await profilesServer()
      assert.equal((await server.ask(PATH, { token })).status, status)
      assert.match(server.refused[0]?.because ?? '', said)
      assert.equal(reviewsOf(server), 0)
    })

  it('one of another namespace where it is allowed', async () => {
    const serviceAccounts = ['hub', 'elsewhere/hub'].map((name) => ({ name, namespaces: [] }))
    await using server = await profilesServer({ serviceAccounts })
    assert.equal((await server.ask(PATH, { token: tokenOf({ account: 'elsewhere/hub' }) })).status, 200)
    assert.equal((await server.ask(PATH)).status, 200)
  })

  it('nobody where nobody is allowed', async () => {
    await using server = await profilesServer({ serviceAccounts: [] })
    assert.equal((await server.ask(PATH)).status, 403)
  })

  it('nobody where the API server vouches, but knows no audiences', async () => {
    await using server = await profilesServer()
    const user = { username: 'system:serviceaccount:hub:hub' }
    server.kubernetes.serve((exchange) => exchange.answer(201, { status: { authenticated: true, user } }))
    assert.equal((await server.ask(PATH)).status, 401)
    assert.match(server.refused[0]?.because ?? '', /does not say that this token is for warmseats.*audiences/)
  })

  it('nor one whose token the API server knows as somebody else', async () => {
    await using server = await profilesServer()
    for (const [username, status] of [
      ['system:serviceaccount:hub:default', 403],
      ['admin', 401],
    ] as const) {
      const review = { authenticated: true, user: { username }, audiences: ['warmseats'] }
      server.kubernetes.serve((exchange) => exchange.answer(201, { status: review }))
      assert.equal((await server.ask(PATH, { token: tokenOf({ id: username }) })).status, status)
    }
  })

  it('a token counts no longer than it says, though its review would', async () => {
    await using server = await profilesServer()
    const token = tokenOf({ expires: 30 })
    assert.equal((await server.ask(PATH, { token })).status, 200)
    server.pass(89_000) // the clocks of the API server and of this machine may differ by a minute
    assert.equal((await server.ask(PATH, { token })).status, 200)
    server.pass(1000)
    assert.equal((await server.ask(PATH, { token })).status, 401)
  })

  it('where the API server cannot be asked nobody is let in, the reason is logged, and the next one asks again', async () => {
    await using server = await profilesServer()
    server.kubernetes.serve((exchange) => exchange.refuse(403, { message: '' }))
    for (let time = 0; time < 10; time += 1) assert.equal((await server.ask(PATH)).status, 503)
    assert.match(server.failures.join(), /tokenreviews/)
    server.kubernetes.serve(plainCluster)
    assert.equal((await server.ask(PATH)).status, 200)
  })

  it('tokens are not kept, nor told', async () => {
    await using server = await profilesServer()
    const token = tokenOf({ forged: true })
    const { body } = await server.ask(PATH, { token })
    server.pass(MINUTE)
    assert.doesNotMatch(JSON.stringify([body, server.refused, server.failures]), new RegExp(token.slice(-8)))
  })
})
