import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { tokenReviews } from '../../../src/server/profiles/reviews.ts'
import { eventually } from '../../cluster/index.ts'
import { fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { HUB_TOKEN, type ProfilesServer, plainCluster, profilesServer, reviewsOf } from './support.ts'
import { tokenOf } from './tokens.ts'

const PATH = '/profiles/images'
const ATTACKER = '127.0.0.2'
/** The names of an account that may ask, and another one each time. */
const forged = (id: string | number) => tokenOf({ forged: true, id })
const statuses = (answers: readonly { readonly status: number }[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, of]) => [status, of.length]))

/** Reviews wait until the test lets them go. */
function hold({ kubernetes }: ProfilesServer) {
  const held: (() => void)[] = []
  kubernetes.serve((exchange) => {
    if (exchange.path.endsWith('/tokenreviews')) held.push(() => plainCluster(exchange))
    else plainCluster(exchange)
  })
  return held
}

const letGo = (held: readonly (() => void)[]) => {
  for (const answer of held) answer()
}

describe('reviews of tokens', () => {
  it('are for us', async () => {
    await using server = await profilesServer()
    await server.ask(PATH)
    const { spec } = JSON.parse(server.kubernetes.seen[0]?.body ?? '')
    assert.deepEqual(spec, { token: HUB_TOKEN, audiences: ['warmseats'] })
  })

  it('one counts for a minute, also one that refuses', async () => {
    await using server = await profilesServer()
    for (const token of [HUB_TOKEN, forged(1), HUB_TOKEN, forged(1)]) await server.ask(PATH, { token })
    assert.equal(reviewsOf(server), 2)
    server.pass(60_000)
    await server.ask(PATH)
    assert.equal(reviewsOf(server), 3)
  })

  it('a token that was revoked is refused after that minute', async () => {
    await using server = await profilesServer()
    assert.equal((await server.ask(PATH)).status, 200)
    server.kubernetes.serve((exchange) => exchange.answer(201, { status: { error: 'revoked' } }))
    assert.equal((await server.ask(PATH)).status, 200)
    server.pass(60_000)
    assert.equal((await server.ask(PATH)).status, 401)
  })

  it('a token that is revoked while its answer still counts is refused from its renewal on', async () => {
    await using server = await profilesServer()
    await server.ask(PATH)
    server.kubernetes.serve((exchange) => exchange.answer(201, { status: { error: 'revoked' } }))
    server.pass(45_000)
    assert.equal((await server.ask(PATH)).status, 200)
    await eventually('the renewal', async () => (await server.ask(PATH)).status === 401)
  })
})

describe('a flood of made-up tokens that name an account that may ask', () => {
  it('is no flood of reviews, at once or one by one', async () => {
    await using server = await profilesServer()
    const ask = (id: number) => server.ask(PATH, { token: forged(id), from: ATTACKER })
    const flood = await Promise.all(Array.from({ length: 40 }, (_, id) => ask(id)))
    assert.deepEqual(statuses(flood), { 401: 5, 429: 35 })
    for (let id = 40; id < 60; id += 1) assert.equal((await ask(id)).status, 429)
    assert.equal(reviewsOf(server), 5)
    server.pass(60_000)
    assert.equal((await ask(60)).status, 401)
    assert.equal(reviewsOf(server), 6)
  })

  it("keeps a hub's new token from nothing: it has another address", async () => {
    await using server = await profilesServer()
    assert.equal((await server.ask(PATH)).status, 200)
    const held = hold(server)
    const flood = Array.from({ length: 40 }, (_, id) => server.ask(PATH, { token: forged(id), from: ATTACKER }))
    await eventually('the reviews of the flood', () => held.length === 5)
    const rotated = server.ask(PATH, { token: tokenOf({ id: 'rotated' }) })
    await eventually('that of the hub', () => held.length === 6)
    held[5]?.()
    assert.equal((await rotated).status, 200)
    letGo(held.slice(0, 5))
    await Promise.all(flood)
  })

  it('nor its old one: renewals have turns of their own, and it is served meanwhile', async () => {
    await using server = await profilesServer()
    assert.equal((await server.ask(PATH)).status, 200)
    const held = hold(server)
    const attackers = ['127.0.0.2', '127.0.0.3', '127.0.0.4']
    const flood = attackers.flatMap((from) =>
      Array.from({ length: 5 }, (_, id) => server.ask(PATH, { token: forged(`${from} ${id}`), from })),
    )
    await eventually('ten reviews', () => held.length === 10)
    server.pass(45_000)
    assert.equal((await server.ask(PATH)).status, 200)
    assert.equal((await server.ask(PATH)).status, 200)
    await eventually('the renewal', () => held.length === 11)
    // When its answer counts no more, who asks waits for the renewal that is under way.
    server.pass(15_000)
    const late = server.ask(PATH)
    held[10]?.()
    assert.equal((await late).status, 200)
    letGo(held.slice(0, 10))
    // Those that still waited do so no longer: who asked has given up.
    assert.deepEqual(statuses(await Promise.all(flood)), { 401: 10, 503: 5 })
  })

  it('pushes no token out that is allowed, and its answers are not kept for ever', async () => {
    await using kubernetes = await fakeApi()
    kubernetes.serve(plainCluster)
    const transport = await connectTo({ server: kubernetes.url })
    const review = tokenReviews({ transport, mayAsk: (user) => user.endsWith(':hub:hub'), now: () => 0 })
    const isAllowed = async () => (await review(HUB_TOKEN, 'hub')).at === 'user'
    assert.ok(await isAllowed())
    for (let id = 0; id < 1001; id += 1) await review(forged(id), `10.0.0.${Math.floor(id / 5)}`)
    assert.ok(await isAllowed())
    assert.equal(kubernetes.seen.length, 1002)
    await review(forged(1), 'another')
    assert.equal(kubernetes.seen.length, 1002)
    await review(forged(0), 'another')
    assert.equal(kubernetes.seen.length, 1003)
    await transport.close()
  })
})
