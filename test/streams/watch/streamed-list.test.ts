import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ListsRead, streamedLists } from '../../../streams/watch/streamed-lists.ts'
import type { WatchEvent } from '../../../streams/watch/watch.ts'
import type { Exchange } from '../../kubernetes/support/fake-api.ts'
import { bookmark, endMark, pod, type Watched, watched } from '../support/watched.ts'

const event = (type: 'ADDED' | 'MODIFIED' | 'DELETED', ...args: Parameters<typeof pod>) => ({
  type,
  object: pod(...args),
})
const items = (said: WatchEvent<string>): Record<string, string> => {
  assert.ok(said.type === 'synced', said.type)
  return Object.fromEntries(said.items)
}
const failure = (said: WatchEvent<string>) => {
  assert.ok(said.type === 'failed', said.type)
  return said.failure
}

async function streamed(): Promise<Watched & { readonly told: readonly ListsRead[] }> {
  const told: ListsRead[] = []
  return { ...(await watched(undefined, { streamed: streamedLists((read) => told.push(read)) })), told }
}

/** What is said next, but for parts of a list. */
async function next(world: Watched): Promise<WatchEvent<string>> {
  for (;;) {
    const said = await world.heard.next()
    if (said.type !== 'listed') return said
  }
}
const isStream = ({ query }: Exchange): boolean => query.sendInitialEvents === 'true'
/** The next request, which asks for a stream. */
async function nextStream({ api }: Watched): Promise<Exchange> {
  const exchange = await api.next()
  assert.ok(isStream(exchange), JSON.stringify(exchange.query))
  return exchange
}
/** The next request, which asks for a page. */
async function nextPage({ api }: Watched): Promise<Exchange> {
  const exchange = await api.next()
  assert.equal(exchange.query.watch, undefined)
  return exchange
}

describe('a list as a stream', () => {
  it('is asked for as the API server knows it, is synced at its mark, and goes on as a watch of its own', async () => {
    await using world = await streamed()
    const exchange = await nextStream(world)
    assert.deepEqual(exchange.query, {
      watch: 'true',
      allowWatchBookmarks: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '300',
      labelSelector: 'a=b',
    })
    exchange.stream().send(event('ADDED', 'b', '9'), event('ADDED', 'a', '3'), event('DELETED', 'b', '11'))
    exchange.send(endMark('12'), event('ADDED', 'late', '13'))
    assert.deepEqual(items(await next(world)), { a: 'Running' })
    assert.deepEqual(world.told, [{ as: 'streams' }])
    await exchange.closed
    const watch = await world.api.next()
    assert.deepEqual(
      [watch.query.resourceVersion, watch.query.timeoutSeconds, watch.query.sendInitialEvents],
      ['12', '270', undefined],
    )
  })

  it('says nothing before its end, so that nobody takes what is known for fresh', async () => {
    await using world = await streamed()
    const first = await nextStream(world)
    first.stream().send(event('ADDED', 'a', '3'), endMark('10'))
    assert.deepEqual(items(await next(world)), { a: 'Running' })
    ;(await world.api.next()).stream().send({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })
    assert.deepEqual(await next(world), { type: 'heard' })
    assert.equal(failure(await next(world)).kind, 'expired')
    const said = world.heard.all.length
    const again = await nextStream(world)
    again.stream().send(event('ADDED', 'c', '21'), event('MODIFIED', 'c', '22', 'Failed'), endMark('23'))
    assert.deepEqual(items(await next(world)), { c: 'Failed' })
    assert.equal(world.heard.all.length, said + 1, 'no part of a list that is not the first')
  })

  it('is told in parts when it is the first, whatever becomes of it', async () => {
    await using world = await streamed()
    const exchange = await nextStream(world)
    exchange.stream().send(event('ADDED', 'a', '3'), event('ADDED', 'x', '4', 'Succeeded'), event('DELETED', 'a', '5'))
    assert.deepEqual(await world.heard.next(), { type: 'listed', uid: 'a', item: 'Running' })
    exchange.end()
    await world.time.advance(failure(await world.heard.next()).retryInMs)
    ;(await nextPage(world)).page([pod('b', '1'), pod('c', '2')], { resourceVersion: '10' })
    assert.deepEqual(await world.heard.next(), { type: 'listed', uid: 'b', item: 'Running' })
    assert.deepEqual(await world.heard.next(), { type: 'listed', uid: 'c', item: 'Running' })
    assert.deepEqual(items(await world.heard.next()), { b: 'Running', c: 'Running' })
  })

  for (const [what, code] of [
    ['an invalid request', 422],
    ['a bad request', 400],
  ] as const) {
    it(`that is refused as ${what} is read in pages at once, and so is every list after it`, async () => {
      await using world = await streamed()
      ;(await nextStream(world)).refuse(code, { reason: 'Invalid', message: 'sendInitialEvents: Forbidden' })
      ;(await nextPage(world)).page([pod('a', '1')], { resourceVersion: '10' })
      assert.deepEqual(items(await next(world)), { a: 'Running' })
      assert.equal(world.told.length, 1)
      assert.match(JSON.stringify(world.told), /"as":"pages","because":".*sendInitialEvents: Forbidden/)
      ;(await world.api.next()).refuse(410, { reason: 'Expired' })
      assert.equal(failure(await next(world)).kind, 'expired')
      await nextPage(world)
    })
  }

  it('of a server that does not know what it was asked for is read in pages', async () => {
    await using world = await streamed()
    const exchange = await nextStream(world)
    exchange.stream().send(event('ADDED', 'a', '3'), bookmark('10'))
    ;(await nextPage(world)).page([pod('b', '1')], { resourceVersion: '10' })
    assert.deepEqual(items(await next(world)), { b: 'Running' })
    await exchange.closed
    assert.deepEqual(world.told, [
      {
        as: 'pages',
        because: 'could not list pods in hub: Unmarked: the API server does not mark where a streamed list ends',
      },
    ])
  })

  for (const [what, end, kind] of [
    ['ends before its mark', (exchange: Exchange) => exchange.end(), 'malformed'],
    ['breaks', (exchange: Exchange) => exchange.reset(), 'network'],
    ['is cut off', (exchange: Exchange) => exchange.raw('{"type":"AD').end(), 'malformed'],
    ['cannot be read', (exchange: Exchange) => exchange.raw('<html>\n'), 'malformed'],
    [
      'tells an error',
      (exchange: Exchange) => exchange.send({ type: 'ERROR', object: { kind: 'Status', code: 500, message: 'no' } }),
      'server',
    ],
  ] as const) {
    it(`that ${what} is read in pages, from the start`, async () => {
      await using world = await streamed()
      const exchange = await nextStream(world)
      exchange.stream().send(event('ADDED', 'gone', '3'))
      assert.equal((await world.heard.next()).type, 'listed')
      end(exchange)
      const failed = failure(await next(world))
      assert.deepEqual([failed.kind, failed.retryInMs], [kind, 250])
      await world.time.advance(250)
      ;(await nextPage(world)).page([pod('a', '1')], { resourceVersion: '10' })
      assert.deepEqual(items(await next(world)), { a: 'Running' })
      assert.deepEqual(world.told, [], 'which says nothing of other lists')
    })
  }

  it('that falls silent is read in pages', async () => {
    await using world = await streamed()
    const exchange = await nextStream(world)
    exchange.stream().send(event('ADDED', 'a', '3'))
    assert.equal((await world.heard.next()).type, 'listed')
    await world.time.advance(30_000)
    assert.deepEqual(failure(await next(world)), {
      kind: 'stalled',
      because: 'heard nothing for 30 s from the list of pods; asking anew',
      retryInMs: 0,
    })
    await exchange.closed
    await nextPage(world)
  })

  for (const [what, code, kind] of [
    ['is throttled', 429, 'throttled'],
    ['is forbidden', 403, 'forbidden'],
    ['is unauthorized', 401, 'unauthorized'],
  ] as const) {
    it(`that ${what} was not looked at, and is asked for again`, async () => {
      await using world = await streamed()
      ;(await nextStream(world)).refuse(code)
      const failed = failure(await next(world))
      assert.equal(failed.kind, kind)
      await world.time.advance(failed.retryInMs)
      await nextStream(world)
    })
  }

  it('that a faulty server does not answer is read in pages', async () => {
    await using world = await streamed()
    ;(await nextStream(world)).refuse(500)
    const failed = failure(await next(world))
    assert.equal(failed.kind, 'server')
    await world.time.advance(failed.retryInMs)
    await nextPage(world)
  })

  it('is given up with its watch', async () => {
    await using world = await streamed()
    const exchange = await nextStream(world)
    exchange.stream().send(event('ADDED', 'a', '3'))
    assert.equal((await world.heard.next()).type, 'listed')
    world.heard.subscription.unsubscribe()
    await exchange.closed
    await world.time.advance(600_000)
    assert.deepEqual([world.api.open.size, world.api.seen.length, world.time.scheduler.actions.length], [0, 1, 0])
  })
})
