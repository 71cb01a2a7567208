import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { after, afterEach, before, describe, it } from 'node:test'
import { setImmediate as accepted } from 'node:timers/promises'
import { makeCertificate } from '../../../src/sinks/make-certificate.ts'
import { eventually } from '../../cluster/poll.ts'
import { HOUR } from '../../support/time.ts'
import { cutShort, dripping, littered, muddled } from './passages.ts'
import { type ApiProxy, apiProxy, type Write } from './proxy.ts'

describe('a proxy that misbehaves', () => {
  let proxy: ApiProxy
  let authority: string
  /** The server's ends of the watches. */
  let watches: ServerResponse[] = []
  let writes: Write[] = []
  const server = { close: () => {} }

  before(async () => {
    const { ca, certificate, key } = await makeCertificate(['localhost'], { nowMs: Date.now(), lifetimeMs: HOUR })
    authority = ca
    const target = createServer({ cert: certificate, key }, (asked, response) => {
      if (asked.url?.includes('watch=1')) {
        response.writeHead(200).flushHeaders()
        watches.push(response)
      } else asked.resume().once('end', () => response.end(`${asked.method} ${asked.url}`))
    }).listen(0, '127.0.0.1')
    await once(target, 'listening')
    server.close = () => {
      target.closeAllConnections()
      target.close()
    }
    proxy = await apiProxy({
      target: `https://localhost:${(target.address() as AddressInfo).port}`,
      certificate: Buffer.from(certificate + ca),
      key: Buffer.from(key),
      onWrite: (write) => writes.push(write),
    })
  })
  afterEach(() => {
    proxy.thaw()
    proxy.misbehave()
    proxy.cut()
    watches = []
    writes = []
  })
  after(() => {
    proxy.close()
    server.close()
  })

  const ask = (method: string, path: string, body = '') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = { method, ca: authority, servername: 'localhost', agent: false as const }
      request(new URL(path, proxy.url), options, resolve).on('error', reject).end(body)
    })
  const text = async (response: IncomingMessage) => {
    let all = ''
    for await (const chunk of response) all += chunk
    return all
  }
  /** What a watch has given so far, and whether it ended. */
  const watch = async () => {
    const response = await ask('GET', '/pods?watch=1')
    const seen = { text: '', end: '' }
    response.on('data', (chunk) => {
      seen.text += chunk
    })
    response.once('end', () => {
      seen.end ||= 'ended'
    })
    response.once('error', () => {
      seen.end ||= 'broke'
    })
    return seen
  }
  const say = (...lines: readonly string[]) => {
    for (const response of watches) response.write(lines.map((line) => `${line}\n`).join(''))
  }
  const shows = (seen: { text: string }, wanted: string | RegExp) =>
    eventually(`${wanted} to be seen`, () =>
      typeof wanted === 'string' ? seen.text === wanted : wanted.test(seen.text),
    )

  it('honest: it forwards everything, and notes what was written', async () => {
    assert.equal(await text(await ask('GET', '/api?x=1')), 'GET /api?x=1')
    assert.equal(await text(await ask('PATCH', '/api/one?force=true', '{"a":1}')), 'PATCH /api/one?force=true')
    const [{ atMs: _, ...write } = {}, ...more] = writes
    const got = 'PATCH /api/one?force=true'
    assert.deepEqual(write, { method: 'PATCH', path: '/api/one', status: 200, sent: '{"a":1}', got })
    assert.deepEqual(more, [])
  })

  it('refuses connections', async () => {
    proxy.misbehave({ refuses: true })
    await assert.rejects(ask('GET', '/'), { code: 'ECONNRESET' })
  })

  it('answers in the place of the server', async () => {
    proxy.misbehave({
      answers: ({ isWrite }) => (isWrite ? { status: 429, headers: { 'retry-after': '0' } } : undefined),
    })
    const refused = await ask('POST', '/one')
    assert.deepEqual([refused.statusCode, refused.headers['retry-after']], [429, '0'])
    assert.equal((JSON.parse(await text(refused)) as { code: number }).code, 429)
    assert.equal((await ask('GET', '/one')).statusCode, 200)
  })

  it('loses the answer to what was carried out', async () => {
    proxy.misbehave({ loses: ({ isWrite }) => isWrite })
    await assert.rejects(ask('POST', '/one'), { code: 'ECONNRESET' })
    assert.deepEqual(
      writes.map(({ status }) => status),
      [200],
    )
  })

  it('a frozen connection stays dead, new ones wait, and after a thaw others go through', async () => {
    const old = await watch()
    proxy.freeze()
    say('lost')
    const waiting = request(new URL(proxy.url), { ca: authority, agent: false }).end()
    waiting.on('error', () => undefined)
    const [socket] = (await once(waiting, 'socket')) as [Socket]
    await once(socket, 'connect')
    await accepted()
    proxy.thaw()
    const fresh = await watch()
    say('event')
    await shows(fresh, 'event\n')
    assert.deepEqual(old, { text: '', end: '' })
    assert.equal(socket.bytesRead, 0)
    waiting.destroy()
  })

  it('a watch that is silenced gives nothing any more, while others go on', async () => {
    const seen = await watch()
    assert.equal(
      proxy.silence((path) => path === '/pods'),
      1,
    )
    const other = await watch()
    say('event')
    await shows(other, 'event\n')
    assert.deepEqual(seen, { text: '', end: '' })
  })

  it('lines drip, and come at once when it is over', async () => {
    proxy.misbehave({ watches: () => dripping({ bytes: 2, everyMs: 1 }) })
    const seen = await watch()
    say('a line')
    await shows(seen, /^a /)
    proxy.misbehave()
    await shows(seen, 'a line\n')
  })

  it('lines are cut in the middle, with an end and without', async () => {
    for (const [how, end] of [
      ['end', 'ended'],
      ['reset', 'broke'],
    ] as const) {
      proxy.misbehave({ watches: () => cutShort(how) })
      const seen = await watch()
      say('1234')
      await eventually('the end', () => seen.end !== '')
      assert.deepEqual(seen, { text: '12', end })
    }
  })

  it('each line comes twice, and two of different objects change places', async () => {
    proxy.misbehave({ watches: () => muddled(() => 0) })
    const seen = await watch()
    say('"uid":"a"', '"uid":"b"')
    await shows(seen, /^("uid":"[ab]"\n){4}$/)
    assert.deepEqual(seen.text.match(/[ab](?=")/g)?.toSorted(), ['a', 'a', 'b', 'b'])
    assert.notEqual(seen.text.match(/[ab](?=")/g)?.join(''), 'aabb')
  })

  it('rubbish stands between the lines', async () => {
    proxy.misbehave({ watches: () => littered(() => 0.5) })
    const seen = await watch()
    say('one', 'two')
    await shows(seen, /^one\n.+\ntwo\n$/)
  })

  it('every watch ends with a line', async () => {
    const seen = await watch()
    proxy.endWatches('{"type":"ERROR"}')
    await eventually('the end', () => seen.end !== '')
    assert.deepEqual(seen, { text: '{"type":"ERROR"}\n', end: 'ended' })
  })
})
