import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { Registry } from 'prom-client'
import type { Refusal } from '../../../src/server/connections/refusal.ts'
import { httpServer } from '../../../src/server/http.ts'
import { eventually } from '../../cluster/poll.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'
import { NO_FAULT, serve, toldPage } from '../../support/status-page.ts'
import { at } from '../../support/time.ts'
import { NO_REFUSAL } from '../connections/no-refusal.ts'

async function served(onRefused = NO_REFUSAL) {
  const told = toldPage({ onRefused, now: () => at('09:00') + performance.now() })
  told.step(stepAt('09:00', { config: userPool({ replicas: 2 }) }))
  return { ...told, server: await serve(told) }
}

/** An open stream of events, as text. */
async function listenTo(url: string): Promise<{ response: IncomingMessage; text: () => string }> {
  const [response] = (await once(get(`${url}status/events`, { agent: false }), 'response')) as [IncomingMessage]
  let text = ''
  response.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  // A server that goes away cuts it off.
  response.on('error', () => undefined)
  return { response, text: () => text }
}

describe('the routes of the page', () => {
  it('answer with the page and with the same as JSON', async () => {
    const { server } = await served()
    await using _ = server
    const page = await fetch(server.url)
    assert.equal(page.status, 200)
    assert.match(page.headers.get('content-type') ?? '', /^text\/html; charset=utf-8/)
    assert.match(await page.text(), /the config asks 2 placeholders/)
    const json = (await (await fetch(`${server.url}status.json`)).json()) as { pools: { desired: number }[] }
    assert.equal(json.pools[0]?.desired, 2)
  })

  it('let nothing run that we did not write: the hashes are those of the page', async () => {
    const { server } = await served()
    await using _ = server
    const page = await fetch(server.url)
    const policy = Object.fromEntries(
      (page.headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
        const [name = '', ...values] = rule.split(' ')
        return [name, values.join(' ')]
      }),
    )
    const body = await page.text()
    const hashOf = (tag: string) => {
      const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(body) ?? []
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    }
    assert.deepEqual(policy, {
      'default-src': "'none'",
      'style-src': hashOf('style'),
      'script-src': hashOf('script'),
      'connect-src': "'self'",
      'img-src': 'data:',
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    })
  })

  it('say of each answer that it is not to be kept, guessed at or shared', async () => {
    const { server } = await served()
    await using _ = server
    const stream = await listenTo(server.url)
    const answers = [
      ...(await Promise.all(['', 'status.json'].map(async (path) => (await fetch(server.url + path)).headers))),
      new Headers(stream.response.headers as Record<string, string>),
    ]
    for (const headers of answers) {
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/)
    }
  })

  it('answer with what is new of the page alone, for who has the rest', async () => {
    const { server, step } = await served()
    await using _ = server
    const partsOf = (text: string) =>
      [...text.matchAll(/data-part="([^"]*)" data-(?:hash="([^"]*)"|same)/g)].map(
        ([, id = '', hash]) => [id, hash] as const,
      )
    const page = await (await fetch(server.url)).text()
    const has = partsOf(page)
      .map(([id, hash]) => `${id}:${hash}`)
      .join()
    const ask = async (what: string) => {
      const answer = await fetch(`${server.url}status/parts?has=${encodeURIComponent(what)}`)
      return { status: answer.status, text: await answer.text() }
    }
    const same = await ask(has)
    assert.deepEqual(
      partsOf(same.text).filter(([, hash]) => hash !== undefined),
      [],
    )
    assert.ok(same.text.length < page.length / 10, `${same.text.length} of ${page.length}`)
    step(stepAt('09:00', { config: userPool({ replicas: 3 }) }))
    await eventually('the news', async () => {
      const news = await ask(has)
      return /the config asks 3 placeholders/.test(news.text) && !/id="calendar"/.test(news.text)
    })
    for (const odd of ['', ':', 'top', ',,,', 'top:x,top:y', '<script>:1', 'x'.repeat(5000)]) {
      const { status, text } = await ask(odd)
      assert.equal(status, 200)
      assert.match(text, /data-part="top" data-hash=/)
      assert.doesNotMatch(text, /<script>/)
    }
  })

  it('only read: nothing else is answered', async () => {
    const { server } = await served()
    await using _ = server
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      assert.equal((await fetch(server.url, { method })).status, 404, method)
    assert.equal((await fetch(`${server.url}status/events`, { method: 'HEAD' })).status, 404, 'it would never end')
  })

  it('leave health and metrics as they are', async () => {
    const { server } = await served()
    await using _ = server
    const metrics = await fetch(`${server.url}metrics`)
    assert.match(await metrics.text(), /warmseats_decisions_total/)
    assert.equal(metrics.headers.get('content-security-policy'), null)
    assert.equal((await fetch(`${server.url}healthz`)).status, 200)
  })
})

describe('who may read', () => {
  const PATHS = ['/', '/try', '/status.json', '/status/parts', '/status/events']
  const answersTo = async (remoteAddress: string, inCluster: boolean) => {
    const { page, step } = toldPage()
    step(stepAt('09:00', { config: userPool({ replicas: 2 }, { statusPage: { inCluster } }) }))
    const server = httpServer({
      registry: new Registry(),
      whyNotReady: () => undefined,
      page: page.routes,
      onFault: NO_FAULT,
      onRefused: NO_REFUSAL,
    })
    // The stream would not end.
    const paths = inCluster ? PATHS.slice(0, -1) : PATHS
    const answers = await Promise.all(paths.map((url) => server.inject({ url, remoteAddress })))
    const health = await server.inject({ url: '/healthz', remoteAddress })
    await server.close()
    return { health: health.statusCode, answers }
  }
  // The last is what the proxy of a service mesh shows of whoever it lets in.
  for (const address of ['10.4.1.7', '::ffff:10.4.1.7', 'fd00::7', '127.0.0.6'])
    it(`not ${address}: titles of events are not for the whole cluster`, async () => {
      const { health, answers } = await answersTo(address, false)
      for (const { statusCode, body } of answers) {
        assert.equal(statusCode, 403)
        assert.match(body, /kubectl port-forward.*or set `statusPage\.inCluster: true`/s)
        assert.doesNotMatch(body, /placeholder/)
      }
      assert.equal(health, 200)
    })
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    it(`${address}, as which port-forward comes`, async () => {
      const { page, step } = toldPage()
      step(stepAt('09:00', { config: userPool({ replicas: 2 }) }))
      const server = httpServer({
        registry: new Registry(),
        whyNotReady: () => undefined,
        page: page.routes,
        onFault: NO_FAULT,
        onRefused: NO_REFUSAL,
      })
      assert.equal((await server.inject({ url: '/status.json', remoteAddress: address })).statusCode, 200)
      await server.close()
    })
  const answerTo = async (headers: Record<string, string>, inCluster = false) => {
    const { page, step } = toldPage()
    step(stepAt('09:00', { config: userPool({ replicas: 2 }, { statusPage: { inCluster } }) }))
    const server = httpServer({
      registry: new Registry(),
      whyNotReady: () => undefined,
      page: page.routes,
      onFault: NO_FAULT,
      onRefused: NO_REFUSAL,
    })
    const paths = inCluster ? PATHS.slice(0, -1) : PATHS
    const answers = await Promise.all(paths.map((url) => server.inject({ url, remoteAddress: '127.0.0.1', headers })))
    await server.close()
    return answers
  }
  // A page of elsewhere reaches a reader's port-forward by a name of its own that it lets lead to 127.0.0.1.
  for (const host of [
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example:8080',
    'evil.example:8080@localhost',
    '[::1].evil.example',
    'xlocalhost',
  ])
    it(`not for the name ${host}, even through port-forward`, async () => {
      for (const { statusCode, body } of await answerTo({ host })) {
        assert.equal(statusCode, 403)
        assert.match(body, /answers to localhost only/)
      }
    })
  for (const host of ['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.0.0.1:9', '[::1]', '[::1]:8080'])
    it(`for ${host}`, async () => {
      const { page, step } = toldPage()
      step(stepAt('09:00', { config: userPool({ replicas: 2 }) }))
      const server = httpServer({
        registry: new Registry(),
        whyNotReady: () => undefined,
        page: page.routes,
        onFault: NO_FAULT,
        onRefused: NO_REFUSAL,
      })
      const answer = await server.inject({ url: '/', remoteAddress: '127.0.0.1', headers: { host } })
      assert.equal(answer.statusCode, 200)
      await server.close()
    })
  it('for any name, where the values open it', async () => {
    for (const { statusCode } of await answerTo({ host: 'warmseats.example.edu' }, true)) assert.equal(statusCode, 200)
  })
  it('everybody, where the values say so', async () => {
    const { answers } = await answersTo('10.4.1.7', true)
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [200, 200, 200, 200],
    )
  })
  it('nobody from elsewhere before there is a config', async () => {
    const { page } = toldPage()
    const server = httpServer({
      registry: new Registry(),
      whyNotReady: () => undefined,
      page: page.routes,
      onFault: NO_FAULT,
      onRefused: NO_REFUSAL,
    })
    assert.equal((await server.inject({ url: '/', remoteAddress: '10.4.1.7' })).statusCode, 403)
    await server.close()
  })
})

describe('the stream of events', () => {
  it('tells of each step, in small messages', async () => {
    const { server, step } = await served()
    await using _ = server
    const { response, text } = await listenTo(server.url)
    assert.equal(response.headers['content-type'], 'text/event-stream')
    await eventually('a sign of life', () => text() === 'event: beat\ndata: 1\n\n')
    step(stepAt('09:01'))
    await eventually('the news', () => text().endsWith('event: news\ndata: 1\n\n'))
  })

  it('is refused to the one who is too many, and given when another has left', async () => {
    const told: Refusal[] = []
    const { server } = await served((one) => told.push(one))
    await using _ = server
    const streams = []
    for (let count = 0; count < 50; count += 1) streams.push(await listenTo(server.url))
    const refused = await fetch(`${server.url}status/events`)
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '30'])
    assert.deepEqual(told, [{ port: 'http', because: 'streams', address: '127.0.0.1' }])
    assert.equal((await fetch(server.url)).status, 200, 'the page itself is for everybody')
    streams[0]?.response.destroy()
    await eventually('room for one', async () => {
      const again = await listenTo(server.url)
      return again.response.statusCode === 200
    })
  })

  it('ends when the server closes, which does not wait for readers', async () => {
    const { server } = await served()
    const { response } = await listenTo(server.url)
    const ended = once(response, 'close')
    await server.close()
    await ended
  })
})
