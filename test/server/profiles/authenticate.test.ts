import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '../../cluster/index.ts'
import { type Ask, HUB_TOKEN, plainCluster, profilesServer } from './support.ts'

const PATH = '/profiles/images'
const reviews = ({ kubernetes }: Awaited<ReturnType<typeof profilesServer>>) =>
  kubernetes.seen.filter(({ path }) => path.endsWith('/tokenreviews')).length

describe('who may ask', () => {
  const table: [string, Ask, number, RegExp][] = [
    ["the hub's ServiceAccount", {}, 200, /^$/],
    ['no token', { token: '' }, 401, /needs the header/],
    ['no Bearer', { token: '', headers: { authorization: 'Basic aHViOmh1Yg==' } }, 401, /needs the header/],
    ['two tokens in one', { token: `${HUB_TOKEN} ${HUB_TOKEN}` }, 401, /needs the header/],
    ['a token that is made up or expired', { token: 'made-up' }, 401, /does not accept this token/],
    ['another ServiceAccount', { token: 'token-of-another' }, 403, /hub:default may not ask.*allows hub\/hub/],
    ['a namesake in another namespace', { token: 'token-of-a-namesake' }, 403, /elsewhere:hub may not ask/],
    ['a person', { token: 'token-of-a-person' }, 403, /admin@example.edu may not ask/],
  ]
  for (const [title, ask, status, said] of table)
    it(`${title}: ${status}`, async () => {
      await using server = await profilesServer()
      const answer = await server.ask(PATH, ask)
      assert.equal(answer.status, status)
      assert.equal(answer.headers.get('www-authenticate'), status === 401 ? 'Bearer' : null)
      const { problems = [] } = answer.body as { problems?: readonly { where: string; text: string }[] }
      assert.match(problems.map(({ text }) => text).join(), said)
    })

  it('one of another namespace where it is allowed', async () => {
    await using server = await profilesServer({ serviceAccounts: ['hub', 'elsewhere/hub'] })
    assert.equal((await server.ask(PATH, { token: 'token-of-a-namesake' })).status, 200)
    assert.equal((await server.ask(PATH)).status, 200)
  })

  it('nobody where nobody is allowed', async () => {
    await using server = await profilesServer({ serviceAccounts: [] })
    assert.equal((await server.ask(PATH)).status, 403)
  })
})

describe('reviews of tokens', () => {
  it('one counts for a minute, also one that refuses', async () => {
    await using server = await profilesServer()
    for (const token of [HUB_TOKEN, 'made-up', HUB_TOKEN, 'made-up']) await server.ask(PATH, { token })
    assert.equal(reviews(server), 2)
    server.pass(60_000)
    await server.ask(PATH)
    assert.equal(reviews(server), 3)
  })

  it('a token that was revoked is refused after that minute', async () => {
    await using server = await profilesServer()
    assert.equal((await server.ask(PATH)).status, 200)
    server.kubernetes.serve((exchange) => exchange.answer(201, { status: { error: 'revoked' } }))
    assert.equal((await server.ask(PATH)).status, 200)
    server.pass(60_000)
    assert.equal((await server.ask(PATH)).status, 401)
  })

  it('where the API server cannot be asked nobody is let in, the reason is logged, and the next one asks again', async () => {
    await using server = await profilesServer()
    server.kubernetes.serve((exchange) => exchange.refuse(403, { message: '' }))
    assert.equal((await server.ask(PATH)).status, 503)
    assert.match(server.failures.join(), /tokenreviews/)
    server.kubernetes.serve(plainCluster)
    assert.equal((await server.ask(PATH)).status, 200)
  })

  it('a flood of made-up tokens is no flood of reviews', async () => {
    await using server = await profilesServer()
    const held: (() => void)[] = []
    server.kubernetes.serve((exchange) => held.push(() => plainCluster(exchange)))
    const flood = Array.from({ length: 10 }, (_, number) => server.ask(PATH, { token: `made-up-${number}` }))
    await eventually('ten reviews', () => held.length === 10)
    const late = await server.ask(PATH, { token: 'one-more' })
    assert.equal(late.status, 503)
    for (const answer of held) answer()
    assert.deepEqual(
      (await Promise.all(flood)).map(({ status }) => status),
      flood.map(() => 401),
    )
    assert.equal(reviews(server), 10)
  })

  it('nor keeps out who was allowed before: its token has slots of its own, and is served while it is renewed', async () => {
    await using server = await profilesServer()
    assert.equal((await server.ask(PATH)).status, 200)
    const held: (() => void)[] = []
    server.kubernetes.serve((exchange) => {
      if (exchange.path.endsWith('/tokenreviews')) held.push(() => plainCluster(exchange))
      else plainCluster(exchange)
    })
    const flood = Array.from({ length: 10 }, (_, number) => server.ask(PATH, { token: `made-up-${number}` }))
    await eventually('ten reviews', () => held.length === 10)
    server.pass(45_000)
    assert.equal((await server.ask(PATH)).status, 200)
    assert.equal((await server.ask(PATH)).status, 200)
    await eventually('the renewal', () => held.length === 11)
    // When its answer counts no more, who asks waits for the renewal that is under way.
    server.pass(15_000)
    const late = server.ask(PATH)
    for (const answer of held) answer()
    assert.equal((await late).status, 200)
    assert.equal(held.length, 11)
    await Promise.all(flood)
  })

  it('made-up tokens push none out that is allowed', async () => {
    await using server = await profilesServer()
    await server.ask(PATH)
    for (let number = 0; number < 1001; number += 1) await server.ask(PATH, { token: `made-up-${number}` })
    const before = reviews(server)
    assert.equal((await server.ask(PATH)).status, 200)
    assert.equal(reviews(server), before)
    await server.ask(PATH, { token: 'made-up-0' })
    assert.equal(reviews(server), before + 1)
  })

  it('a token that is revoked while its answer still counts is refused from its renewal on', async () => {
    await using server = await profilesServer()
    await server.ask(PATH)
    server.kubernetes.serve((exchange) => exchange.answer(201, { status: { error: 'revoked' } }))
    server.pass(45_000)
    assert.equal((await server.ask(PATH)).status, 200)
    await eventually('the renewal', async () => (await server.ask(PATH)).status === 401)
  })

  it('tokens are not kept, nor told', async () => {
    await using server = await profilesServer()
    const { body } = await server.ask(PATH, { token: 'made-up' })
    assert.doesNotMatch(JSON.stringify(body), /made-up/)
  })
})
