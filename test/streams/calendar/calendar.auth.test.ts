import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { filter, firstValueFrom, of } from 'rxjs'
import { calendarSources } from '../../../src/commands/calendar-sources.ts'
import type { CalendarState } from '../../../src/domain/calendar/occurrence.ts'
import { calendars$, mergeCalendars } from '../../../streams/sources/calendars.ts'
import { ics } from '../../domain/calendar/support.ts'
import { config } from '../../support/config.ts'

const asked: { readonly url: string; readonly authorization: string | undefined }[] = []
const server = createServer(({ url = '', headers: { authorization } }, response) => {
  asked.push({ url, authorization })
  if (url === '/moved') response.writeHead(302, { location: `${other}/elsewhere` }).end()
  else if (authorization === undefined && url !== '/elsewhere') response.writeHead(401).end()
  else response.end(ics())
})
let origin = ''
let other = ''
let secrets = ''

before(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  origin = `http://127.0.0.1:${port}`
  other = `http://localhost:${port}`
  secrets = await mkdtemp(join(tmpdir(), 'warmseats-secrets-'))
  await mkdir(join(secrets, 'login'))
  // A Secret made with `echo` ends with a line break.
  const files = {
    token: 't0ken\n',
    username: 'ada',
    password: 'love:lace',
    calendarUrl: `${origin}/s3cret\n`,
    empty: '\n',
    schemeless: 'calendar.example.edu/s3cret.ics\n',
  }
  for (const [key, text] of Object.entries(files)) await writeFile(join(secrets, 'login', key), text)
})
after(async () => {
  server.close()
  await rm(secrets, { recursive: true })
})

/** What becomes of one entry of `calendars`, and what its server was asked. */
async function tried(entry: object): Promise<{ readonly state: CalendarState; readonly asked: typeof asked }> {
  asked.length = 0
  const sources = calendarSources(
    config({ calendarAllowPrivate: true, calendars: [{ name: 'eecs', ...entry }] } as Parameters<typeof config>[0]),
    {
      secrets,
    },
  )
  const state$ = mergeCalendars(calendars$(of(sources)))
  const state = await firstValueFrom(state$.pipe(filter(({ health }) => health.at !== 'loading')))
  return { state, asked: [...asked] }
}
const basic = `Basic ${Buffer.from('ada:love:lace').toString('base64')}`

for (const [name, entry, expected] of [
  ['a token', () => ({ url: `${origin}/a`, auth: { type: 'bearer', secretName: 'login' } }), ['Bearer t0ken']],
  ['user name and password', () => ({ url: `${origin}/a`, auth: { type: 'basic', secretName: 'login' } }), [basic]],
  ['both in the address', () => ({ url: `${origin.replace('//', '//ada:love%3Alace@')}/a` }), [basic]],
  [
    'the address',
    () => ({ secret: { name: 'login' }, auth: { type: 'bearer', secretName: 'login' } }),
    ['Bearer t0ken'],
  ],
  [
    'none for another host',
    () => ({ url: `${origin}/moved`, auth: { type: 'bearer', secretName: 'login' } }),
    ['Bearer t0ken', undefined],
  ],
] as const)
  it(`from a Secret: ${name}`, async () => {
    const { state, asked } = await tried(entry())
    assert.equal(state.health.at, 'good', JSON.stringify(state.health))
    assert.deepEqual(
      asked.map(({ authorization }) => authorization),
      expected,
    )
    if (name === 'the address') assert.equal(asked[0]?.url, '/s3cret')
  })

for (const [name, entry, says] of [
  [
    'no such key',
    () => ({ url: `${origin}/a`, auth: { type: 'bearer', secretName: 'login', tokenKey: 'tokn' } }),
    /login\/tokn: is there a Secret of this name, with this key\?/,
  ],
  ['no such Secret', () => ({ secret: { name: 'other' } }), /other\/calendarUrl: is there a Secret/],
  ['an empty one', () => ({ secret: { name: 'login', key: 'empty' } }), /login\/empty: is there a Secret/],
  [
    'no scheme in a Secret',
    () => ({ secret: { name: 'login', key: 'schemeless' } }),
    /eecs: its address has no https:\/\/ in front/,
  ],
  ['no credentials', () => ({ url: `${origin}/a` }), /it answers HTTP 401/],
] as const)
  it(`what is missing is said, without any secret: ${name}`, async () => {
    const { state } = await tried(entry())
    assert(state.health.at === 'failing')
    assert.match(state.health.because, /^calendar eecs/)
    assert.match(state.health.because, says)
    assert.doesNotMatch(JSON.stringify(state), /t0ken|love|s3cret/)
  })

it('a Secret that is renewed counts at the next try', async () => {
  const entry = { url: `${origin}/a`, auth: { type: 'bearer', secretName: 'login', tokenKey: 'renewed' } }
  assert.equal((await tried(entry)).state.health.at, 'failing')
  await writeFile(join(secrets, 'login', 'renewed'), 'new')
  assert.deepEqual(
    (await tried(entry)).asked.map(({ authorization }) => authorization),
    ['Bearer new'],
  )
})
