import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FastifyPluginAsync } from 'fastify'
import { Registry } from 'prom-client'
import type { Answer } from '../../../src/domain/answers/answer.ts'
import { feedRoutes } from '../../../src/server/feed/routes.ts'
import { httpServer } from '../../../src/server/http.ts'
import { answers, SEATS_OF_8 } from '../../domain/answers/support.ts'
import { NO_FAULT, toldPage } from '../../support/status-page.ts'
import { at, MINUTE } from '../../support/time.ts'
import { NO_REFUSAL } from '../connections/no-refusal.ts'
import { readByIcalJs } from './support.ts'

const TOKEN = 'abcdefghijklmnopqrst1234'
const URL = `/feed/${TOKEN}.ics`
const DATA_8 = answers([{ description: 'students: 100' }])
const MORE = answers([{ description: 'students: 120' }])

/** A replica whose page nobody in the cluster may read. */
function replica(more: { readonly token?: string | undefined; readonly feed?: FastifyPluginAsync } = {}) {
  let [now, known]: [number, readonly Answer[] | undefined] = [at('08:00'), DATA_8]
  const { token = TOKEN } = 'token' in more ? { token: more.token ?? '' } : {}
  const feed = feedRoutes({
    token: async () => token || undefined,
    answers: () => known,
    namespace: 'hub',
    now: () => now,
  })
  const server = httpServer({
    registry: new Registry(),
    whyNotReady: () => undefined,
    page: toldPage().page.routes,
    feed,
    onFault: NO_FAULT,
    onRefused: NO_REFUSAL,
  })
  return {
    get: (url = URL, headers: Record<string, string> = {}) =>
      server.inject({ url, headers: { host: 'hub.example.edu', ...headers }, remoteAddress: '10.4.1.7' }),
    head: () => server.inject({ method: 'HEAD', url: URL }),
    says: (answers: readonly Answer[] | undefined, nowMs = now) => {
      known = answers
      now = nowMs
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}

describe('the feed', () => {
  it('is for whoever has its address, from wherever they ask', async () => {
    await using one = replica()
    const answer = await one.get()
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['content-type'], 'text/calendar; charset=utf-8')
    assert.deepEqual(
      readByIcalJs(answer.body).map(({ summary }) => summary),
      ['✓ Data 8: 100 seats, 13 nodes, ready 09:00 UTC'],
    )
    assert.equal((await one.head()).statusCode, 200)
  })

  it('opens nothing else', async () => {
    await using one = replica()
    for (const url of ['/', '/status.json']) assert.equal((await one.get(url)).statusCode, 403, url)
  })

  for (const url of [
    '/feed/.ics',
    '/feed/abcdefghijklmnopqrst1235.ics',
    `/feed/${TOKEN.toUpperCase()}.ics`,
    `/feed/${TOKEN}`,
    `/feed/${TOKEN}.ics.ics`,
    `/feed/${TOKEN}.ics/`,
    `/feed/${TOKEN}%00.ics`,
    '/feed.ics',
    '/feed/',
    `/feed/${'x'.repeat(90)}.ics`,
  ])
    it(`is not at ${url.slice(0, 60)}, and nothing tells that it is anywhere`, async () => {
      await using one = replica()
      const [wrong, nowhere] = [await one.get(url), await one.get('/nowhere/nothing.ics')]
      assert.deepEqual([wrong.statusCode, nowhere.statusCode], [404, 404])
      assert.equal(wrong.body.replace(url, ''), nowhere.body.replace('/nowhere/nothing.ics', ''))
      assert.equal(wrong.headers.etag, undefined)
    })

  it('is nowhere without a token', async () => {
    await using none = replica({ token: undefined })
    for (const url of [URL, '/feed/.ics', '/feed/undefined.ics']) assert.equal((await none.get(url)).statusCode, 404)
  })

  it('is asked about each time, and sent again only when it says something else', async () => {
    await using one = replica()
    const first = await one.get()
    const etag = String(first.headers.etag)
    assert.equal(first.headers['cache-control'], 'private, no-cache')
    for (const given of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const again = await one.get(URL, { 'if-none-match': given })
      assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag], given)
    }
    one.says(MORE, at('08:10'))
    const changed = await one.get(URL, { 'if-none-match': etag })
    assert.equal(changed.statusCode, 200)
    const [before, after] = [readByIcalJs(first.body)[0], readByIcalJs(changed.body)[0]]
    assert.match(after?.summary ?? '', /120 seats/)
    assert.equal(after?.uid, before?.uid)
    assert.deepEqual(after && before && [after.modifiedMs - before.modifiedMs, after.sequence - before.sequence], [
      10 * MINUTE,
      600,
    ])
  })

  it('is the same text while nothing changes, however time goes by', async () => {
    await using one = replica()
    const first = await one.get()
    one.says(DATA_8, at('08:45'))
    assert.equal((await one.get()).body, first.body)
  })

  it('is known again by every replica', async () => {
    await using here = replica()
    await using there = replica()
    there.says(answers([{ description: 'students: 100' }], { values: SEATS_OF_8 }), at('08:20'))
    const { headers } = await here.get()
    assert.equal((await there.get(URL, { 'if-none-match': String(headers.etag) })).statusCode, 304)
  })

  it('is for later while nothing is known: a calendar without classes would take them from people', async () => {
    await using one = replica()
    one.says(undefined)
    const answer = await one.get()
    assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [503, '60'])
  })
})
