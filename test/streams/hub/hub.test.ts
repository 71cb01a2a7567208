import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BehaviorSubject, VirtualTimeScheduler } from 'rxjs'
import type { HubView } from '../../../src/domain/hub/view.ts'
import type { HubApi } from '../../../src/domain/settings/hub-settings.ts'
import type { Fetch } from '../../../streams/calendar/http.ts'
import { type HubDeps, hub$ } from '../../../streams/hub/hub.ts'
import { HUB } from '../../support/hub/hub.ts'
import { ADA, BOB, NAMES_ONLY, pageOf } from '../../support/hub/recorded.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'

const API: HubApi = HUB.api ?? { url: '', tokenSecret: { name: '', key: '' }, refreshMs: 0 }

interface Asked {
  readonly url: string
  readonly token: string | undefined
}

/** A hub that answers as it is told, and remembers what it was asked. */
function hubOf(answers: (offset: number) => Awaited<ReturnType<Fetch>>) {
  const asked: Asked[] = []
  const fetch: Fetch = async (url, { headers, redirect }) => {
    assert.equal(redirect, 'manual')
    asked.push({ url, token: headers.authorization })
    return answers(Number(new URL(url).searchParams.get('offset')))
  }
  return { asked, fetch }
}

const answer = (json: unknown, status = 200): Awaited<ReturnType<Fetch>> => ({
  status,
  headers: new Headers({ 'x-jupyterhub-version': '6.1.1' }),
  body: (async function* () {
    yield Buffer.from(JSON.stringify(json))
  })(),
})

/** Promises of the hub under test come in between virtual instants. */
async function until(scheduler: VirtualTimeScheduler, ms: number): Promise<void> {
  const endMs = scheduler.now() + ms
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve))
    const next = scheduler.actions.toSorted((a, b) => a.delay - b.delay)[0]
    if (!next || next.delay > endMs) break
    scheduler.maxFrames = next.delay
    scheduler.flush()
  }
  scheduler.frame = endMs
}

function listen(deps: Partial<HubDeps>, api$ = new BehaviorSubject<HubApi | undefined>(API)) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  scheduler.frame = at('09:00')
  const seen: HubView[] = []
  const readText = async () => 'secret\n'
  const subscription = hub$(api$, { secrets: '/s', readText, random: () => 0.5, ...deps }, scheduler).subscribe(
    (view) => void seen.push(view),
  )
  return { seen, api$, subscription, passes: (ms: number) => until(scheduler, ms) }
}

const latest = (seen: readonly HubView[]) => seen.at(-1)
const because = (seen: readonly HubView[]) => {
  const health = latest(seen)?.health
  return health?.at === 'failing' ? health.because : health?.at
}

describe('a hub is asked', () => {
  it('page by page, with its token, at its own address whatever its answers say', async () => {
    const { asked, fetch } = hubOf((offset) => answer(offset === 0 ? pageOf([ADA], 1) : pageOf([BOB])))
    const { seen, passes, subscription } = listen({ fetch })
    assert.deepEqual(seen, [{ health: { at: 'asking' } }])
    await passes(SECOND)
    assert.deepEqual(latest(seen)?.health, { at: 'good', version: '6.1.1' })
    assert.equal(latest(seen)?.servers?.active, 3)
    const query = (offset: number) => `http://hub.hub.svc:8081/hub/api/users?state=active&offset=${offset}&limit=200`
    assert.deepEqual(asked, [
      { url: query(0), token: 'token secret' },
      { url: query(1), token: 'token secret' },
    ])
    subscription.unsubscribe()
  })
  it('again after each refresh, with the token of then', async () => {
    const { asked, fetch } = hubOf(() => answer(pageOf([])))
    const tokens = ['one', 'two', 'three']
    const { passes, subscription } = listen({ fetch, readText: async () => tokens.shift() ?? '' })
    await passes(25 * SECOND)
    assert.deepEqual(
      asked.map(({ token }) => token),
      ['token one', 'token two', 'token three'],
    )
    subscription.unsubscribe()
  })
  it('never, without one; and not any more once the values do not name it', async () => {
    const { asked, fetch } = hubOf(() => answer(pageOf([])))
    const none = listen({ fetch }, new BehaviorSubject<HubApi | undefined>(undefined))
    await none.passes(MINUTE)
    assert.deepEqual([none.seen, asked], [[{ health: { at: 'none' } }], []])
    const { seen, api$, passes } = listen({ fetch })
    await passes(SECOND)
    api$.next(undefined)
    await passes(MINUTE)
    assert.deepEqual([latest(seen), asked.length], [{ health: { at: 'none' } }, 1])
  })
})

describe('a hub that does not answer as it should', () => {
  const table: readonly (readonly [name: string, fetch: Fetch, expected: RegExp])[] = [
    [
      'refuses the token',
      hubOf(() => answer({ status: 403 }, 403)).fetch,
      /HTTP 403 Forbidden: is the token .*list:users and read:servers/,
    ],
    ['is not there', hubOf(() => answer('', 404)).fetch, /HTTP 404 Not Found: no hub is at hub\.url/],
    ['sends to a login', hubOf(() => answer('', 302)).fetch, /HTTP 302 Found, which is not followed with a token/],
    ['is none', hubOf(() => ({ ...answer(0), body: null })).fetch, /is no JSON/],
    ['keeps its servers to itself', hubOf(() => answer(pageOf([NAMES_ONLY]))).fetch, /scope read:servers/],
    [
      'goes round in circles',
      hubOf((offset) => answer(pageOf([BOB], offset + 1))).fetch,
      /more than 20000 of its users/,
    ],
    ['is busy', () => new Promise(() => undefined), /did not answer within 20 s/],
    [
      'refuses connections',
      async () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
      /refuses the connection/,
    ],
  ]
  for (const [name, fetch, expected] of table)
    it(name, async () => {
      const { seen, passes, subscription } = listen({ fetch })
      await passes(21 * SECOND)
      assert.match(because(seen) ?? '', expected)
      subscription.unsubscribe()
    })
  it('a Secret without a token is named, and its text is not', async () => {
    const { fetch, asked } = hubOf(() => answer(pageOf([])))
    const missing = listen({ fetch, readText: () => Promise.reject(new Error('ENOENT')) })
    await missing.passes(SECOND)
    assert.equal(because(missing.seen), 'there is no token in the Secret hub-token, key token')
    const odd = listen({ fetch, readText: async () => 'a secret\nin lines' })
    await odd.passes(SECOND)
    assert.equal(because(odd.seen), 'what is in the Secret hub-token, key token, is no token')
    assert.deepEqual(asked, [])
  })
  it('is asked less and less often, and what it said last counts for a minute more', async () => {
    let isUp = true
    const { asked, fetch } = hubOf(() => (isUp ? answer(pageOf([ADA])) : answer('', 503)))
    const { seen, passes, subscription } = listen({ fetch })
    await passes(SECOND)
    isUp = false
    await passes(30 * SECOND)
    assert.deepEqual([because(seen), latest(seen)?.servers?.active], ['it answers HTTP 503 Service Unavailable', 2])
    await passes(MINUTE)
    assert.deepEqual([because(seen), latest(seen)?.servers], ['it answers HTTP 503 Service Unavailable', undefined])
    const before = asked.length
    await passes(20 * MINUTE)
    assert.ok(asked.length - before < 12, `${asked.length - before} times in twenty minutes`)
    isUp = true
    await passes(6 * MINUTE)
    assert.equal(latest(seen)?.servers?.active, 2)
    subscription.unsubscribe()
  })
})
