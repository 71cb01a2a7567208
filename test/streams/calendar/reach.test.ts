import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { firstValueFrom } from 'rxjs'
import { calendarAddress } from '../../../streams/calendar/address.ts'
import type { Validators } from '../../../streams/calendar/fetched.ts'
import { readHttp } from '../../../streams/calendar/http.ts'
import { reaching, reachLookup } from '../../../streams/calendar/reach.ts'
import { ics } from '../../domain/calendar/support.ts'

/** A name server that answers these in turn, each time it is asked. */
const answering =
  (...answers: readonly (readonly string[])[]): LookupFunction =>
  (_, options, done) => {
    const [next = [], ...others] = answers
    if (others.length > 0) answers = others
    const all = next.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) done(null, all)
    else done(null, all[0]?.address ?? '', all[0]?.family)
  }

const looked = (lookup: LookupFunction, all: boolean, mayBePrivate = false) =>
  new Promise<unknown>((done) => {
    reachLookup(mayBePrivate, lookup)('calendar.example.edu', { all }, (error, found) => done(error ?? found))
  })

describe('a name', () => {
  it('that stands for public addresses is these', async () => {
    const lookup = answering(['8.8.8.8', '8.8.4.4'])
    assert.deepEqual(await looked(lookup, true), [
      { address: '8.8.8.8', family: 4 },
      { address: '8.8.4.4', family: 4 },
    ])
    assert.equal(await looked(lookup, false), '8.8.8.8')
  })
  it('that is public first and private then is refused then: each connection asks once, and connects to that', async () => {
    const lookup = answering(['8.8.8.8'], ['10.0.0.7'])
    assert.equal(await looked(lookup, false), '8.8.8.8')
    assert.match(`${await looked(lookup, false)}`, /calendar\.example\.edu \(10\.0\.0\.7\) is on a private network/)
  })
  it('that is public and private at once is refused', async () => {
    assert.match(`${await looked(answering(['8.8.8.8', '127.0.0.1']), true)}`, /is on a private network/)
  })
  it('that may be private may not be the metadata of a cloud', async () => {
    assert.equal(await looked(answering(['10.0.0.7']), false, true), '10.0.0.7')
    assert.match(
      `${await looked(answering(['169.254.169.254']), false, true)}`,
      /is no address that anything is read from/,
    )
  })
  it('that nobody knows is said as it is', async () => {
    const unknown: LookupFunction = (_, __, done) => done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), [])
    assert.match(`${await looked(unknown, true)}`, /Error: no/)
  })
})

describe('a calendar', () => {
  const servers: Server[] = []
  const seen: string[] = []
  /** On this machine, each at a port of its own. @returns its port */
  const serve = async (name: string, answer: Parameters<typeof createServer>[1]) => {
    const server = createServer((request, response) => {
      seen.push(`${name} ${request.headers.authorization ?? '-'} ${request.headers['if-none-match'] ?? '-'}`)
      answer?.(request as never, response as never)
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  let own = 0
  let target = ''
  before(async () => {
    const other = await serve('other', (request, response) => {
      if (request.headers['if-none-match']) response.writeHead(304).end()
      else response.writeHead(200, { etag: '"b"' }).end(ics())
    })
    own = await serve('own', (_, response) => response.writeHead(302, { location: target, etag: '"a"' }).end())
    target = `http://other.test:${other}/`
  })
  after(() => {
    for (const server of servers) server.close().closeAllConnections()
  })

  const read = (url: string, privateHosts: readonly string[], known: Validators = {}) => {
    const address = calendarAddress(url)
    assert(address.at === 'http')
    const fetch = reaching(answering(['127.0.0.1']))(privateHosts)
    return firstValueFrom(readHttp(address, known, fetch))
  }

  for (const host of ['127.0.0.1', 'own.test', '[::1]', '0x7f.1', '2130706433', '[::ffff:7f00:1]'])
    it(`at ${host} is not asked, and it is said what would let it`, async () => {
      seen.length = 0
      const outcome = await read(`http://${host}:${own}/t0ken`, ['other.test'])
      assert(outcome.at === 'failed')
      assert.match(outcome.because, /^\S+( \(\S+\))? is on a private network; .* calendarAllowPrivate: \["\S+"\]$/)
      assert.deepEqual(seen, [])
    })
  it('is not followed to where it redirects, unless that may be private too', async () => {
    seen.length = 0
    const outcome = await read(`http://own.test:${own}/`, ['own.*'])
    assert(outcome.at === 'failed')
    assert.match(outcome.because, /^other\.test \(127\.0\.0\.1\) is on a private network/)
    assert.deepEqual(seen, ['own - -'])
    assert.equal((await read(`http://own.test:${own}/`, ['*.TEST'])).at, 'text')
  })
  it('is told what we have of it, and nobody else what that is or who we are', async () => {
    const address = `http://ada:pass@own.test:${own}/`
    const first = await read(address, ['*'])
    assert(first.at === 'text')
    seen.length = 0
    assert.deepEqual(await read(address, ['*'], first.validators), { at: 'unchanged' })
    const login = `Basic ${Buffer.from('ada:pass').toString('base64')}`
    assert.deepEqual(seen, [`own ${login} -`, 'other - "b"'])
  })
})
