import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { describe, it } from 'node:test'
import { eventually } from '../../cluster/poll.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'
import { serve, toldPage } from '../../support/status-page.ts'

async function served() {
  const told = toldPage()
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
    const { server } = await served()
    await using _ = server
    const streams = []
    for (let count = 0; count < 50; count += 1) streams.push(await listenTo(server.url))
    const refused = await fetch(`${server.url}status/events`)
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '30'])
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
