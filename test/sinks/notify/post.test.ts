import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NotDelivered } from '../../../src/domain/notify/not-delivered.ts'
import { post } from '../../../src/sinks/notify/post.ts'
import { selfSigned } from '../../kubernetes/support/certificate.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'

const SECRET = 'T000-B000-secret'

/** Why it was not delivered; it never holds the address. */
async function refused(url: string, ...more: [Record<string, string>?, AbortSignal?]): Promise<NotDelivered> {
  const error = await post(url, '{}', ...more).then(
    () => undefined,
    (one: unknown) => one,
  )
  assert.ok(error instanceof NotDelivered, String(error))
  assert.ok(!error.message.includes(SECRET), error.message)
  return error
}

async function answered(answer: (exchange: Exchange) => void): Promise<NotDelivered> {
  await using api = await fakeApi()
  api.serve(answer)
  return await refused(`${api.url}/${SECRET}`)
}

describe('a message by HTTP', () => {
  it('is posted as JSON, with its headers', async () => {
    await using api = await fakeApi()
    api.serve(({ answer }) => answer(200, 'ok'))
    await post(`${api.url}/${SECRET}?a=b`, '{"a":1}', { 'webhook-id': 'm1' })
    const [{ method, path, query, body, headers } = assert.fail('nothing came')] = api.seen
    assert.deepEqual([method, path, query, body], ['POST', `/${SECRET}`, { a: 'b' }, '{"a":1}'])
    assert.deepEqual([headers['content-type'], headers['webhook-id']], ['application/json', 'm1'])
  })
  for (const [status, words] of [
    [404, /^it answers HTTP 404 Not Found: was the webhook removed or renewed\?/],
    [400, /is this the address of what `type` says\?/],
    [500, /^it answers HTTP 500 Internal Server Error$/],
  ] as const)
    it(`that is answered ${status} says what to do`, async () =>
      assert.match((await answered(({ answer }) => answer(status, SECRET))).message, words))
  it('waits as long as it is asked to, an hour at most', async () => {
    const after = async (header: string) =>
      (await answered(({ answer }) => answer(429, '', { 'retry-after': header }))).retryAfterMs
    assert.deepEqual([await after('7'), await after('999999'), await after('soon')], [7000, 3_600_000, undefined])
  })
  it('follows no redirect: it is not sent to where that points', async () => {
    await using other = await fakeApi()
    other.serve(({ answer }) => answer(200))
    const { message } = await answered(({ answer }) => answer(307, '', { location: `${other.url}/latest/meta-data` }))
    assert.match(message, /redirects are not followed; put the address/)
    assert.deepEqual(other.seen, [])
  })
  it('that nobody answers fails', async () => {
    await using api = await fakeApi()
    const late = new AbortController()
    api.serve(() => late.abort(new DOMException('', 'TimeoutError')))
    const { message } = await refused(`${api.url}/${SECRET}`, {}, late.signal)
    assert.equal(message, 'it does not answer within 10 s')
  })
  it('to a connection that breaks, or is refused, fails', async () => {
    assert.equal((await answered(({ reset }) => reset())).message, 'it cannot be reached: the connection broke')
    const api = await fakeApi()
    await api.close()
    assert.equal((await refused(api.url)).message, 'it cannot be reached: the host refuses the connection')
  })
  it('to a certificate that nobody trusts says how to trust it', async () => {
    await using api = await fakeApi(selfSigned('localhost'))
    assert.match(
      (await refused(api.url)).message,
      /^its certificate is not trusted \(.*\); NODE_EXTRA_CA_CERTS in extraEnv/,
    )
  })
  for (const [what, address, words] of [
    ['no address', SECRET, /is no address; it begins with https:\/\//],
    ['a file', `file:///etc/${SECRET}`, /is no address/],
    ['a password', `https://ada:${SECRET}@example.edu`, /has a user name or password in it, which is not sent/],
    ['a metadata address', `http://169.254.169.254/${SECRET}`, /where a cloud tells a machine its credentials/],
    ['a host that there is not', `https://${SECRET}.invalid/`, /^it cannot be reached: /],
  ] as const)
    it(`is not sent to ${what}`, async () => assert.match((await refused(address)).message, words))
  it('reads no answer without an end', async () => {
    await using api = await fakeApi()
    api.serve((exchange) => exchange.stream().raw('x'.repeat(200_000)))
    await post(api.url, '{}')
  })
})
