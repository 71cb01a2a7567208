import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { filter, firstValueFrom, VirtualTimeScheduler } from 'rxjs'
import type { CalendarState } from '../../../src/domain/calendar/occurrence.ts'
import { calendarAddress } from '../../../streams/calendar/address.ts'
import { calendar$ } from '../../../streams/calendar/calendar.ts'
import type { Fetched, Validators } from '../../../streams/calendar/fetched.ts'
import { stretchAround } from '../../../streams/calendar/horizon.ts'
import { readHttp } from '../../../streams/calendar/http.ts'
import { fetchWithin } from '../../../streams/calendar/reach.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'
import { listen } from '../support/listen.ts'

const lecture = ics(vevent('SUMMARY:Lecture\nDTSTART:20260324T090000Z\nDURATION:PT1H'))

/** What the server does for each path; it also keeps the requests. */
const paths = new Map<string, RequestListener>()
const requests: IncomingMessage[] = []
const server = createServer((request, response) => {
  requests.push(request)
  const handle = paths.get(new URL(request.url ?? '', 'http://x').pathname)
  if (handle) handle(request, response)
  else response.writeHead(404).end()
})
let origin = ''
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => {
  server.closeAllConnections()
  server.close()
})

/** The servers of these tests are on this machine. */
const fetch = fetchWithin(['127.0.0.1', 'localhost', '*.invalid'])

const on = (path: string, handle: (request: IncomingMessage, response: ServerResponse) => unknown) =>
  paths.set(path, (a, b) => void handle(a, b))
const get = (path: string, known: Validators = {}, headers = {}): Promise<Fetched> => {
  const address = calendarAddress(origin + path, headers)
  assert(address.at === 'http')
  return firstValueFrom(readHttp(address, known, fetch))
}
const because = async (path: string) => {
  const outcome = await get(path)
  assert(outcome.at === 'failed', outcome.at)
  assert.doesNotMatch(outcome.because, /t0ken|127\.0\.0\.1/)
  return outcome.because
}

it('a calendar, with what tells its version', async () => {
  on('/ok', (_, response) =>
    response.writeHead(200, { etag: '"v1"', 'last-modified': 'Tue, 24 Mar 2026 09:00:00 GMT' }).end(lecture),
  )
  assert.deepEqual(await get('/ok'), {
    at: 'text',
    text: lecture,
    validators: { origin, tag: '"v1"', modified: 'Tue, 24 Mar 2026 09:00:00 GMT' },
  })
})

it('the version is sent back, and 304 is unchanged', async () => {
  on('/same', (request, response) => {
    assert.equal(request.headers['if-none-match'], '"v1"')
    assert.equal(request.headers['if-modified-since'], 'Tue, 24 Mar 2026 09:00:00 GMT')
    response.writeHead(304).end()
  })
  assert.deepEqual(await get('/same', { origin, tag: '"v1"', modified: 'Tue, 24 Mar 2026 09:00:00 GMT' }), {
    at: 'unchanged',
  })
  on('/same', (_, response) => response.writeHead(304).end())
  assert.equal((await get('/same')).at, 'failed')
})

it('gzip, and the charset that the server says', async () => {
  on('/gzip', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(lecture)))
  assert.equal(((await get('/gzip')) as { text: string }).text, lecture)
  on('/latin', (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/calendar; charset=ISO-8859-1' })
      .end(Buffer.from('Prüfung', 'latin1')),
  )
  assert.equal(((await get('/latin')) as { text: string }).text, 'Prüfung')
})

for (const [status, words] of [
  [404, 'it answers HTTP 404 Not Found: there is no calendar at this address; was it renewed or made private?'],
  [403, 'it answers HTTP 403 Forbidden: is the address the private (secret) ICS one, and still valid?'],
  [500, 'it answers HTTP 500 Internal Server Error'],
  [204, 'it answers HTTP 204 No Content'],
] as const) {
  it(`HTTP ${status}`, async () => {
    on('/status', (_, response) => response.writeHead(status).end())
    assert.equal(await because('/status?t0ken'), words)
  })
}

it('503 with Retry-After', async () => {
  on('/busy', (_, response) => response.writeHead(503, { 'retry-after': '120' }).end())
  assert.equal(((await get('/busy')) as { retryAfterMs?: number }).retryAfterMs, 120_000)
})

it('redirects are followed five times, a loop is said', async () => {
  for (let n = 0; n < 5; n++)
    on(`/hop${n}`, (_, response) => response.writeHead(302, { location: n === 4 ? '/ok' : `hop${n + 1}` }).end())
  on('/ok', (_, response) => response.end(lecture))
  assert.equal((await get('/hop0')).at, 'text')
  on('/loop', (_, response) => response.writeHead(301, { location: '/loop?t0ken' }).end())
  assert.match(await because('/loop?t0ken'), /redirects more than 5 times: a loop/)
  on('/away', (_, response) => response.writeHead(302, { location: 'ftp://secret/' }).end())
  assert.match(await because('/away'), /redirects to ftp:\/\/, which is not read/)
})

it('credentials go to their own host only', async () => {
  on('/own', (_, response) =>
    response.writeHead(302, { location: `${origin.replace('127.0.0.1', 'localhost')}/elsewhere` }).end(),
  )
  on('/elsewhere', (_, response) => response.end(lecture))
  requests.length = 0
  const address = calendarAddress(`${origin.replace('//', '//ada:pass%20word@')}/own`)
  assert(address.at === 'http')
  await firstValueFrom(readHttp(address, {}, fetch))
  const sent = requests.map(({ headers }) => headers.authorization)
  assert.equal(sent[0], `Basic ${Buffer.from('ada:pass word').toString('base64')}`)
  assert.deepEqual(sent.slice(1).filter(Boolean), [])
})

const TOO_LARGE = 'it is larger than 6 MB: a calendar of this term alone, or one for the hub alone, would be right'

it('50 MB are cut off at 6, also when they come packed or announced', async () => {
  let written = 0
  on('/large', (_, response) => {
    const megabyte = Buffer.alloc(1024 * 1024, 65)
    const more = () => {
      while (written < 50 && !response.destroyed) {
        written++
        if (!response.write(megabyte)) return response.once('drain', more)
      }
      return response.end()
    }
    more()
  })
  assert.equal(await because('/large'), TOO_LARGE)
  assert(written < 45, `${written} MB were sent`)
  on('/bomb', (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50 * 1024 * 1024))),
  )
  assert.equal(await because('/bomb'), TOO_LARGE)
  on('/announced', (_, response) => response.writeHead(200, { 'content-length': 50 * 1024 * 1024 }).write('BEGIN'))
  assert.equal(await because('/announced'), TOO_LARGE)
})

it('no answer: a time-out after 10 s, by the given clock; the request is aborted', async () => {
  let closed: Promise<unknown> | undefined
  const asked = new Promise<void>((asking) => {
    on('/silent', (request) => {
      closed = new Promise((resolve) => request.socket.once('close', resolve))
      asking()
    })
  })
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const address = calendarAddress(`${origin}/silent`)
  assert(address.at === 'http')
  const outcome = firstValueFrom(readHttp(address, {}, fetch, scheduler))
  await asked
  scheduler.maxFrames = 10_000
  scheduler.flush()
  assert.deepEqual(await outcome, { at: 'failed', because: 'it did not answer within 10 s' })
  await closed
})

it('unsubscribing aborts the request', async () => {
  let closed: Promise<unknown> | undefined
  const asked = new Promise<void>((asking) => {
    on('/slow', (request, response) => {
      response.write('BEGIN')
      closed = new Promise((resolve) => request.socket.once('close', resolve))
      asking()
    })
  })
  const watch = calendar$({ where: { url: `${origin}/slow` }, privateHosts: ['*'] }).subscribe()
  await asked
  watch.unsubscribe()
  await closed
})

it('hosts that do not answer, by what is wrong with them', async () => {
  const at = async (url: string) => {
    const address = calendarAddress(url)
    assert(address.at === 'http')
    const outcome = await firstValueFrom(readHttp(address, {}, fetch))
    assert(outcome.at === 'failed')
    return outcome.because
  }
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const { port } = nobody.address() as AddressInfo
  await new Promise((resolve) => nobody.close(resolve))
  assert.equal(await at(`http://127.0.0.1:${port}/t0ken`), 'it cannot be read: the host refuses the connection')
  assert.match(
    await at('http://no-such-host.invalid/secret'),
    /it cannot be read: (no host of this name is known|the name server does not answer)/,
  )
  on('/broken', (request) => request.socket.destroy())
  assert.equal(await at(`${origin}/broken`), 'it cannot be read: the connection broke')
  on('/half', (_, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('BEGIN:VCALENDAR')
    setImmediate(() => response.destroy())
  })
  assert.match(await at(`${origin}/half`), /it cannot be read/)
})

const settled = (url: string): Promise<CalendarState> =>
  firstValueFrom(
    calendar$({ where: { url }, privateHosts: ['127.0.0.1'] }).pipe(filter(({ health }) => health.at !== 'loading')),
  )

for (const [name, body, words] of [
  ['HTML', '<!doctype html><title>Sign in</title>', /^calendar \(host 127\.0\.0\.1:\d+\): this is an HTML log-in page/],
  ['truncated', lecture.slice(0, -20), /^calendar \(host 127\.0\.0\.1:\d+\): the calendar is cut off/],
  ['empty', '', /the answer is empty/],
] as const) {
  it(`end to end, ${name}: failing, and the secret stays secret`, async () => {
    on('/secret-token/basic.ics', (_, response) => response.end(body))
    const state = await settled(`${origin.replace('//', '//ada:secret@')}/secret-token/basic.ics?key=secret`)
    assert(state.health.at === 'failing')
    assert.match(state.health.because, words)
    assert.doesNotMatch(JSON.stringify(state), /secret-token|key=|ada/)
  })
}

it('addresses', () => {
  const name = (url: string) => calendarAddress(url).name
  assert.equal(
    name('https://ada:pw@calendar.google.com/calendar/ical/private-123/basic.ics'),
    'calendar (host calendar.google.com)',
  )
  assert.equal(name('/etc/warmseats/class.ics'), 'calendar (file class.ics)')
  const webcal = calendarAddress(' WEBCAL://example.org/a.ics ')
  assert(webcal.at === 'http')
  assert.equal(webcal.url, 'https://example.org/a.ics')
  const file = calendarAddress('file:///tmp/my%20class.ics')
  assert(file.at === 'file')
  assert.equal(file.path, '/tmp/my class.ics')
  for (const path of ['/a.ics', './a.ics', '../b/a.ics'])
    assert.deepEqual(calendarAddress(path), { at: 'file', name: 'calendar (file a.ics)', path })
})

for (const address of [
  'canvas.example.edu/feeds/calendars/user_s3cret.ics',
  'calendar.example.edu/feed.ics?token=s3cret',
  'calendar.example.edu:8443/s3cret.ics',
  '//calendar.example.edu/s3cret.ics',
  'https:/calendar.example.edu/s3cret.ics',
  'https//calendar.example.edu/s3cret.ics',
  'https:calendar.example.edu/s3cret.ics',
  'file:/calendar/s3cret.ics',
  '"https://calendar.example.edu/s3cret.ics"',
  's3cret',
  's3cret.ics',
  '~/s3cret.ics',
  '.s3cret.ics',
  'feeds/\n/s3cret.ics',
  '',
])
  it(`an address without its scheme is no file, and is not told: ${JSON.stringify(address)}`, () =>
    assert.deepEqual(calendarAddress(address, {}, 'calendar eecs'), {
      at: 'wrong',
      name: 'calendar eecs',
      because: 'its address has no https:// in front; a file is written file:///a/path, /a/path or ./a/path',
    }))

it('of an address without its host only what is a file’s name is told', () => {
  for (const path of ['/feed.ics?token=s3cret', '/feed.ics?token=a/s3cret', '/feed.ics#s3cret'])
    assert.equal(calendarAddress(path).name, 'calendar (file feed.ics)')
  assert.deepEqual(calendarAddress('file://calendar.example.edu/s3cret.ics'), {
    at: 'wrong',
    name: 'calendar',
    because: 'its address cannot be read as a URL',
  })
})

it('a file: read, and read again when it is swapped; one that vanishes leaves the last good copy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'warmseats-calendar-'))
  const path = join(folder, 'class.ics')
  await writeFile(path, lecture)
  using heard = listen(calendar$({ where: { url: `file://${path}` }, stretch: stretchAround(Date.UTC(2026, 2, 24)) }))
  try {
    const states = [await heard.next(), await heard.next()]
    await writeFile(`${path}.new`, lecture.replace('Lecture', 'Other'))
    await rename(`${path}.new`, path)
    states.push(await heard.next())
    await rm(path)
    states.push(await heard.next())
    assert.deepEqual(
      states.map(({ health }) => health.at),
      ['loading', 'good', 'good', 'failing'],
    )
    assert.deepEqual(
      states.map(({ reading }) => reading.occurrences[0]?.summary),
      [undefined, 'Lecture', 'Other', 'Other'],
    )
    assert(states[3]?.health.at === 'failing')
    assert.equal(states[3].health.because, 'calendar (file class.ics): it cannot be read: there is no such file')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
