import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Subject } from 'rxjs'
import { connect } from '../../../src/kubernetes/connection.ts'
import { SHORT, type WatchEvent, watch } from '../../../streams/watch/watch.ts'
import { eventually } from '../../cluster/poll.ts'
import { selfSigned } from '../../kubernetes/support/certificate.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { folder, kubeconfig } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'
import { listen } from '../support/listen.ts'
import { bookmark, phaseOf, pod, type Watched, watched } from '../support/watched.ts'

const added = (...args: Parameters<typeof pod>) => ({ type: 'ADDED', object: pod(...args) })
const modified = (...args: Parameters<typeof pod>) => ({ type: 'MODIFIED', object: pod(...args) })
const deleted = (...args: Parameters<typeof pod>) => ({ type: 'DELETED', object: pod(...args) })
const expired = {
  type: 'ERROR',
  object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' },
}

const items = (event: WatchEvent<string>): Record<string, string> => {
  assert.equal(event.type, 'synced')
  return event.type === 'synced' ? Object.fromEntries(event.items) : {}
}
const failure = (event: WatchEvent<string>) => {
  assert.equal(event.type, 'failed')
  assert.ok(event.type === 'failed')
  return event.failure
}

/** Answers the list with one page and opens the watch after it. */
async function following({ api, heard }: Watched, ...listed: readonly ReturnType<typeof pod>[]): Promise<Exchange> {
  ;(await api.next()).page(listed, { resourceVersion: '10' })
  assert.deepEqual(
    Object.keys(items(await heard.next())),
    listed.map((each) => each.metadata.uid),
  )
  return opened({ api, heard })
}

async function opened({ api, heard }: Pick<Watched, 'api' | 'heard'>): Promise<Exchange> {
  const exchange = (await api.next()).stream()
  assert.equal(exchange.query.watch, 'true')
  assert.deepEqual(await heard.next(), { type: 'heard' })
  return exchange
}

describe('a list', () => {
  it('turns its pages over one connection, then is synced, then watched', async () => {
    await using world = await watched()
    const { api, heard } = world
    for (let n = 1; n <= 20; n++) {
      const page = await api.next()
      const token = n === 1 ? {} : { continue: `after-${n - 1}` }
      assert.deepEqual(
        [page.path, page.query],
        ['/api/v1/namespaces/hub/pods', { limit: n === 1 ? '100' : '500', labelSelector: 'a=b', ...token }],
      )
      page.page([pod(`p${n}`, '5')], { resourceVersion: '10', ...(n < 20 && { continue: `after-${n}` }) })
    }
    assert.equal(Object.keys(items(await heard.next())).length, 20)
    const { query } = await opened(world)
    assert.deepEqual(query, {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: '10',
      timeoutSeconds: '270',
      labelSelector: 'a=b',
    })
    assert.equal(api.accepted, 1)
  })

  it('leaves out what is not ours, and tells what we cannot read', async () => {
    await using world = await watched()
    ;(await world.api.next()).page([pod('a', '1'), pod('b', '2', 'Succeeded'), pod('c', '3', 'Odd')], {
      resourceVersion: '10',
    })
    assert.deepEqual(failure(await world.heard.next()), {
      kind: 'projection',
      because: 'could not make sense of pods hub/c: Error: odd',
      retryInMs: 0,
    })
    assert.deepEqual(items(await world.heard.next()), { a: 'Running' })
  })

  it('asks for a page that failed again, not for those before it', async () => {
    await using world = await watched()
    const { api, heard, time } = world
    ;(await api.next()).page([pod('a', '1')], { resourceVersion: '10', continue: 'c' })
    ;(await api.next()).refuse(500, { message: 'etcd leader changed' })
    assert.deepEqual(failure(await heard.next()), {
      kind: 'server',
      because: 'the API server failed to list pods in hub: etcd leader changed (500)',
      retryInMs: 250,
    })
    await time.advance(250)
    const again = await api.next()
    assert.equal(again.query.continue, 'c')
    again.page([pod('b', '2')], { resourceVersion: '10' })
    assert.deepEqual(items(await heard.next()), { a: 'Running', b: 'Running' })
  })

  it('starts anew when its token has expired', async () => {
    await using world = await watched()
    const { api, heard } = world
    ;(await api.next()).page([pod('a', '1')], { resourceVersion: '10', continue: 'c' })
    ;(await api.next()).refuse(410, { reason: 'Expired' })
    assert.deepEqual([failure(await heard.next()).kind, heard.all.length], ['expired', 1])
    const again = await api.next()
    assert.equal(again.query.continue, undefined)
    again.page([pod('b', '2')], { resourceVersion: '20' })
    assert.deepEqual(items(await heard.next()), { b: 'Running' })
  })

  it('that hangs is given up after a while', async () => {
    await using world = await watched()
    const hanging = await world.api.next()
    await world.time.advance(90_000)
    assert.equal(failure(await world.heard.next()).because, 'heard nothing for 90 s from the list of pods; asking anew')
    await hanging.closed
    await world.api.next()
  })

  it('that is no list is a failure', async () => {
    await using world = await watched()
    ;(await world.api.next()).answer(200, '<html>log in</html>')
    const { kind, because } = failure(await world.heard.next())
    assert.equal(kind, 'malformed')
    assert.match(because, /^could not read the answer to list pods: not JSON: /)
  })
})

describe('a watch', () => {
  it('tells what changes', async () => {
    await using world = await watched()
    const exchange = await following(world, pod('a', '1'))
    exchange.send(added('b', '11'), modified('a', '12', 'Failed'), deleted('b', '13', 'Gone'), bookmark('14'))
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'b', item: 'Running' })
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'a', item: 'Failed' })
    assert.deepEqual(await world.heard.next(), { type: 'deleted', uid: 'b', item: 'Running' })
    assert.deepEqual(await world.heard.next(), { type: 'heard' })
  })

  it('takes what is no longer ours for deleted, and what never was for a proof of life', async () => {
    await using world = await watched()
    const exchange = await following(world, pod('a', '1'))
    exchange.send(modified('a', '11', 'Succeeded'), modified('a', '12', 'Succeeded'), deleted('a', '13'))
    assert.deepEqual(await world.heard.next(), { type: 'deleted', uid: 'a', item: 'Running' })
    assert.deepEqual(await world.heard.next(), { type: 'heard' })
    assert.deepEqual(await world.heard.next(), { type: 'heard' })
  })

  it('sees through a namesake that was made after a missed DELETE', async () => {
    await using world = await watched()
    const exchange = await following(world, pod('a', '1', 'Running', 'old'))
    exchange.send(added('a', '11', 'Pending', 'new'))
    assert.deepEqual(await world.heard.next(), { type: 'deleted', uid: 'old', item: 'Running' })
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'new', item: 'Pending' })
  })

  it('reads lines from chunks that end anywhere, also inside a character', async () => {
    await using world = await watched()
    const exchange = await following(world)
    const bytes = Buffer.from(`${JSON.stringify(added('a', '11', 'é😀\u2028'))}\n${JSON.stringify(added('b', '12'))}\n`)
    exchange.socket.setNoDelay(true)
    for (const byte of bytes) exchange.raw(Uint8Array.of(byte))
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'a', item: 'é😀\u2028' })
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'b', item: 'Running' })
  })

  it('reads a line of 4 MB', async () => {
    await using world = await watched()
    const phase = 'x'.repeat(4_000_000)
    ;(await following(world)).send(added('a', '11', phase))
    assert.deepEqual(await world.heard.next(), { type: 'applied', uid: 'a', item: phase })
  })
})

describe('after the end of a watch', () => {
  it('it resumes at once where it was: after the last object', async () => {
    await using world = await watched()
    const exchange = await following(world)
    await world.time.advance(1000)
    exchange.send(added('a', '11'))
    exchange.end()
    assert.equal((await opened(skip(world, 1))).query.resourceVersion, '11')
  })

  it('it resumes after the last bookmark; an end within a line is a failure, for what was in it is not known', async () => {
    await using world = await watched()
    const exchange = await following(world)
    await world.time.advance(1000)
    exchange.send(added('a', '11'), bookmark('17'))
    exchange.raw('{"type":"ADDED","obj')
    exchange.end()
    const { kind, because, retryInMs } = failure(await skip(world, 2).heard.next())
    assert.equal(kind, 'malformed')
    assert.match(because, /^could not read the answer to watch pods: it ended in the middle of a line$/)
    await world.time.advance(retryInMs)
    assert.equal((await opened(world)).query.resourceVersion, '17')
  })

  it('it keeps a floor between starts when the server closes at once, time after time', async () => {
    await using world = await watched()
    ;(await following(world)).end()
    for (let n = 0; n < 3; n++) {
      await world.time.advance(999)
      const requests = world.api.seen.length
      await world.time.advance(1)
      const exchange = await opened(world)
      assert.equal(world.api.seen.length, requests + 1)
      exchange.end()
    }
  })

  it('it resumes after a reset, with a backoff', async () => {
    await using world = await watched()
    const exchange = await following(world)
    exchange.send(added('a', '11'))
    await world.heard.next()
    exchange.reset()
    const { kind, because, retryInMs } = failure(await world.heard.next())
    assert.deepEqual([kind, retryInMs], ['network', 250])
    assert.match(because, /^could not watch pods in hub: the connection to http:.* broke/)
    await world.time.advance(250)
    assert.equal((await opened(world)).query.resourceVersion, '11')
  })

  it('it waits longer after each failure, and as at first after health', async () => {
    await using world = await watched()
    ;(await following(world)).reset()
    for (const retryInMs of [250, 250, 500, 1000, 2000, 4000, 8000, 15_000]) {
      assert.equal(failure(await world.heard.next()).retryInMs, retryInMs)
      await world.time.advance(retryInMs)
      ;(await world.api.next()).refuse(503)
    }
    assert.equal(failure(await world.heard.next()).retryInMs, 15_000)
    await world.time.advance(15_000)
    const healthy = await opened(world)
    await world.time.advance(10_000)
    healthy.reset()
    assert.equal(failure(await world.heard.next()).retryInMs, 250)
  })

  it('it resumes when nothing was heard for 90 s, and not while bookmarks come', async () => {
    await using world = await watched()
    const exchange = await following(world)
    for (const version of ['11', '12', '13']) {
      await world.time.advance(75_000)
      exchange.send(bookmark(version))
      assert.deepEqual(await world.heard.next(), { type: 'heard' })
    }
    await world.time.advance(89_999)
    assert.equal(world.api.seen.length, 2)
    await world.time.advance(1)
    assert.deepEqual(failure(await world.heard.next()), {
      kind: 'stalled',
      because: 'heard nothing for 90 s from the watch of pods; asking anew',
      retryInMs: 0,
    })
    await exchange.closed
    assert.equal((await opened(world)).query.resourceVersion, '13')
  })

  it('a short one is missed sooner: its bookmark and its end are due', async () => {
    await using world = await watched(undefined, { timings: SHORT })
    let exchange = await following(world)
    assert.equal(exchange.query.timeoutSeconds, '13')
    // As the API server does it: a bookmark 2 s before the end.
    for (const version of ['11', '12', '13']) {
      await world.time.advance(11_000)
      exchange.send(bookmark(version))
      assert.deepEqual(await world.heard.next(), { type: 'heard' })
      await world.time.advance(2000)
      exchange.end()
      exchange = await opened(world)
      assert.equal(exchange.query.resourceVersion, version)
    }
    await world.time.advance(17_000)
    assert.match(failure(await world.heard.next()).because, /^heard nothing for 17 s from the watch of pods/)
    await exchange.closed
    assert.equal((await opened(world)).query.resourceVersion, '13')
    assert.deepEqual(
      world.heard.all.filter(({ type }) => type === 'failed').length,
      1,
      'as long as its ends come, nothing fails',
    )
  })

  it('a page of a list may take its time, however short the watch is', async () => {
    await using world = await watched(undefined, { timings: SHORT })
    const page = await world.api.next()
    await world.time.advance(80_000)
    page.page([], { resourceVersion: '10' })
    assert.deepEqual(items(await world.heard.next()), {})
  })

  it('it resumes when lines come in pieces and never to an end', async () => {
    await using world = await watched()
    const exchange = await following(world)
    for (let pieces = 0; pieces < 9; pieces += 1) {
      await world.time.advance(10_000)
      exchange.raw('{"type":"AD'.slice(pieces, pieces + 1))
    }
    assert.equal(failure(await world.heard.next()).kind, 'stalled')
  })

  it('it resumes at once when somebody has reason to doubt it', async () => {
    const doubted$ = new Subject<string>()
    await using world = await watched(undefined, { doubted$ })
    const exchange = await following(world)
    exchange.send(added('a', '11'))
    await world.heard.next()
    doubted$.next('our own write does not come back')
    assert.deepEqual(failure(await world.heard.next()), {
      kind: 'doubted',
      because: 'our own write does not come back',
      retryInMs: 0,
    })
    await exchange.closed
    assert.equal((await opened(world)).query.resourceVersion, '11')
  })

  it('it does not wait for its turn once the server has answered somebody else', async () => {
    const reached$ = new Subject<void>()
    await using world = await watched(undefined, { reached$ })
    const exchange = await following(world)
    exchange.reset()
    assert.equal(failure(await world.heard.next()).kind, 'network')
    await eventually('the next try', async () => {
      reached$.next()
      return world.api.seen.length === 3
    })
    await opened(world)
  })

  it('nor when it was refused, once the server lets others do what it had refused', async () => {
    const relieved$ = new Subject<void>()
    await using world = await watched(undefined, { relieved$ })
    ;(await world.api.next()).refuse(403)
    assert.equal(failure(await world.heard.next()).kind, 'forbidden')
    await eventually('the next try', async () => {
      relieved$.next()
      return world.api.seen.length === 2
    })
    await world.api.next()
  })

  it('but waits as long as a server asks that wants to be left alone', async () => {
    const reached$ = new Subject<void>()
    await using world = await watched(undefined, { reached$ })
    ;(await world.api.next()).refuse(429, {}, { 'retry-after': '20' })
    assert.equal(failure(await world.heard.next()).kind, 'throttled')
    reached$.next()
    await world.time.advance(20_000)
    assert.equal(world.api.seen.length, 1)
    await world.time.advance(250)
    await world.api.next()
  })

  it('it resumes when a watch is not even accepted', async () => {
    await using world = await watched()
    ;(await world.api.next()).page([], { resourceVersion: '10' })
    await world.heard.next()
    const hanging = await world.api.next()
    await world.time.advance(90_000)
    assert.equal(failure(await world.heard.next()).kind, 'stalled')
    await hanging.closed
    assert.equal((await opened(world)).query.resourceVersion, '10')
  })

  it('it resumes before a line that it cannot read', async () => {
    await using world = await watched()
    const exchange = await following(world)
    exchange.send(added('a', '11'))
    exchange.raw('{"type":"ADDED","object":{}}\n')
    await world.heard.next()
    assert.deepEqual(failure(await world.heard.next()), {
      kind: 'malformed',
      because: 'could not read the answer to watch pods: a value where an object was due',
      retryInMs: 250,
    })
    await exchange.closed
    await world.time.advance(250)
    assert.equal((await opened(world)).query.resourceVersion, '11')
  })

  it('it lists anew when it can never read the next line', async () => {
    await using world = await watched()
    let exchange = await following(world)
    for (const retryInMs of [250, 500, 1000]) {
      exchange.raw('<html>\n')
      assert.equal(failure(await world.heard.next()).retryInMs, retryInMs)
      await world.time.advance(retryInMs)
      if (retryInMs < 1000) exchange = await opened(world)
    }
    assert.equal((await world.api.next()).query.watch, undefined)
  })
})

describe('410', () => {
  it('inside a watch lists anew at once; the old items stay until the list is complete', async () => {
    await using world = await watched()
    const { api, heard } = world
    const exchange = await following(world, pod('a', '1'), pod('b', '2'))
    exchange.send(expired)
    assert.deepEqual(failure(await heard.next()), {
      kind: 'expired',
      because: 'our place in the history of pods in hub has expired (410): listing anew',
      retryInMs: 0,
    })
    const before = heard.all.length
    ;(await api.next()).page([pod('a', '1')], { resourceVersion: '30', continue: 'c' })
    const last = await api.next()
    assert.equal(heard.all.length, before, 'nothing is said before the last page')
    last.page([pod('c', '3')], { resourceVersion: '30' })
    assert.deepEqual(items(await heard.next()), { a: 'Running', c: 'Running' })
    assert.equal((await opened(world)).query.resourceVersion, '30')
  })

  it('in place of a watch lists anew at once, and waits when it comes again', async () => {
    await using world = await watched()
    const { api, heard, time } = world
    for (const retryInMs of [0, 1000, 1000, 2000, 4000]) {
      await time.advance(0)
      ;(await api.next()).page([], { resourceVersion: '10' })
      await heard.next()
      ;(await api.next()).refuse(410, { reason: 'Gone' })
      assert.equal(failure(await heard.next()).retryInMs, retryInMs)
      await time.advance(retryInMs)
    }
  })

  it('is also what a server says whose history is shorter than ours', async () => {
    await using world = await watched()
    const details = {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    }
    ;(await following(world)).send({ type: 'ERROR', object: { kind: 'Status', code: 504, reason: 'Timeout', details } })
    assert.equal(failure(await world.heard.next()).kind, 'expired')
    assert.equal((await world.api.next()).query.watch, undefined)
  })
})

describe('a refusal', () => {
  it('403 names the missing rule and waits, longer each time', async () => {
    await using world = await watched('/api/v1/pods')
    const message =
      'pods is forbidden: User "system:serviceaccount:hub:warmseats" cannot list resource "pods" in API group ""'
    ;(await world.api.next()).refuse(403, { reason: 'Forbidden', message })
    assert.deepEqual(failure(await world.heard.next()), {
      kind: 'forbidden',
      because:
        'missing RBAC: the ServiceAccount `hub/warmseats` may not `list` `pods` (core) in all namespaces; ' +
        'grant apiGroups [""] resources ["pods"] verbs ["list","watch"] in a ClusterRole',
      retryInMs: 1125,
    })
    await world.time.advance(1124)
    assert.equal(world.api.seen.length, 1)
    await world.time.advance(1)
    for (const retryInMs of [2250, 4500, 9000, 18_000, 36_000, 67_500, 67_500]) {
      ;(await world.api.next()).refuse(403, { reason: 'Forbidden', message })
      assert.equal(failure(await world.heard.next()).retryInMs, retryInMs)
      await world.time.advance(retryInMs)
    }
    ;(await world.api.next()).page([], { resourceVersion: '10' })
    assert.deepEqual(items(await world.heard.next()), {})
  })

  it('404 says that the resource is not served', async () => {
    await using world = await watched('/apis/autoscaling.x-k8s.io/v1beta1/capacitybuffers')
    ;(await world.api.next()).answer(404, '404 page not found')
    const { kind, because } = failure(await world.heard.next())
    assert.equal(kind, 'missing')
    assert.match(because, /^the cluster does not serve `capacitybuffers` \(autoscaling\.x-k8s\.io\) here/)
  })

  it('429 obeys Retry-After', async () => {
    await using world = await watched()
    ;(await world.api.next()).refuse(429, { reason: 'TooManyRequests' }, { 'retry-after': '7' })
    const { kind, retryInMs } = failure(await world.heard.next())
    assert.deepEqual([kind, retryInMs], ['throttled', 7250])
  })

  it('503 with Retry-After obeys it, without one backs off', async () => {
    await using world = await watched()
    ;(await world.api.next()).refuse(503, {}, { 'retry-after': '3' })
    assert.equal(failure(await world.heard.next()).retryInMs, 3250)
    await world.time.advance(3250)
    ;(await world.api.next()).refuse(503)
    assert.deepEqual(failure(await world.heard.next()).retryInMs, 500)
  })

  it('an ERROR inside a watch is one', async () => {
    await using world = await watched()
    const exchange = await following(world)
    exchange.send({ type: 'ERROR', object: { kind: 'Status', code: 500, message: 'watch cache is off' } })
    assert.equal(
      failure(await world.heard.next()).because,
      'the API server failed to watch pods in hub: watch cache is off (500)',
    )
    await exchange.closed
  })

  it('401 has the token read anew', async () => {
    const tls = selfSigned('server')
    await using api = await fakeApi(tls)
    using files = folder()
    files.write('token', 'old')
    const cluster = { 'certificate-authority-data': Buffer.from(tls.cert).toString('base64') }
    const config = kubeconfig({ server: api.url, cluster, user: { tokenFile: 'token' } })
    const transport = await connect({ kubeconfig: files.write('config', config) })
    const time = clock()
    using heard = listen(watch({ path: '/api/v1/pods' }, phaseOf, { transport, random: () => 0.5 }, time.scheduler))
    ;(await api.next()).refuse(401, { reason: 'Unauthorized', message: 'Unauthorized' })
    assert.equal(failure(await heard.next()).kind, 'unauthorized')
    files.write('token', 'new')
    await time.advance(250)
    assert.equal((await api.next()).headers.authorization, 'Bearer new')
    await transport.close()
  })
})

describe('when nobody listens any more', () => {
  for (const [when, reach] of [
    ['during a list', ({ api }: Watched) => api.next()],
    ['during a watch', (world: Watched) => following(world)],
  ] as const) {
    it(`${when}, its socket is closed`, async () => {
      await using world = await watched()
      const exchange = await reach(world)
      const said = world.heard.all.length
      world.heard.subscription.unsubscribe()
      await exchange.closed
      await world.time.advance(600_000)
      assert.deepEqual(
        [world.api.open.size, world.api.seen.length, world.heard.all.length],
        [0, said === 0 ? 1 : 2, said],
      )
      assert.equal(world.time.scheduler.actions.length, 0, 'no timer is left')
    })
  }

  it('while it waits, it asks no more', async () => {
    await using world = await watched()
    ;(await world.api.next()).refuse(500)
    await world.heard.next()
    world.heard.subscription.unsubscribe()
    await world.time.advance(600_000)
    assert.deepEqual([world.api.seen.length, world.time.scheduler.actions.length], [1, 0])
  })
})

/** The next `count` events are not what the test is about. */
function skip({ api, heard }: Watched, count: number): Pick<Watched, 'api' | 'heard'> {
  const next = async (): Promise<WatchEvent<string>> => {
    for (; count > 0; count--) await heard.next()
    return heard.next()
  }
  return { api, heard: { ...heard, next } }
}
