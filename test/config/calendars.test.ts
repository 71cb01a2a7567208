import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'

const load = (values: object) =>
  loadConfig(
    JSON.stringify({ nodePools: { user: { nodeSelector: { a: 'b' } } }, calendarTimezone: 'Europe/Berlin', ...values }),
  )
const built = (values: object) => {
  const loaded = load(values)
  assert(loaded.at === 'good', JSON.stringify(loaded))
  return loaded.config
}
const refused = (values: object) => {
  const loaded = load(values)
  return loaded.at === 'refused' ? loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n') : ''
}

describe('calendars', () => {
  it('take zone and refresh from the top level', () =>
    assert.deepEqual(built({ calendars: [{ url: 'https://a.example.edu' }], calendarRefresh: '5m' }).calendars, [
      { name: 'calendars[0]', url: 'https://a.example.edu', refreshMs: 300_000, timezone: 'Europe/Berlin' },
    ]))
  it('or have their own, with an address and credentials from Secrets', () => {
    const [basic, bearer] = built({
      calendars: [
        {
          name: 'eecs',
          secret: { name: 'eecs' },
          timezone: 'Asia/Tokyo',
          refresh: 30,
          pools: ['user'],
          auth: { type: 'basic', secretName: 'login' },
        },
        { url: 'https://a.example.edu', auth: { type: 'bearer', secretName: 'login', tokenKey: 'canvas' } },
      ],
    }).calendars
    assert.deepEqual(basic, {
      name: 'eecs',
      secret: { name: 'eecs', key: 'calendarUrl' },
      auth: { type: 'basic', secretName: 'login', usernameKey: 'username', passwordKey: 'password' },
      timezone: 'Asia/Tokyo',
      refreshMs: 30_000,
      pools: ['user'],
    })
    assert.deepEqual(bearer?.auth, { type: 'bearer', secretName: 'login', tokenKey: 'canvas' })
  })
  const table: [string, object, RegExp][] = [
    ['without an address', { calendars: [{ name: 'a' }] }, /^calendars\.0: has no address; give it a `url`/],
    ['with two', { calendars: [{ url: 'https://x', secret: { name: 'y' } }] }, /^calendars\.0: has its address twice/],
    [
      'for a pool that is not there',
      { calendars: [{ url: 'https://x', pools: ['usr'] }] },
      /^calendars\.0\.pools: no pool `usr`; did you mean `user`\?/,
    ],
    [
      'with unknown credentials',
      { calendars: [{ url: 'https://x', auth: { type: 'digest', secretName: 'a' } }] },
      /^calendars\.0\.auth\.type/,
    ],
    [
      'in a zone that is none',
      { calendars: [{ url: 'https://x', timezone: 'Mars' }] },
      /^calendars\.0\.timezone: not a time zone/,
    ],
  ]
  for (const [name, values, says] of table) it(`are refused ${name}`, () => assert.match(refused(values), says))
})

describe('the schedule', () => {
  const event = { name: 'Midterm', start: '2026-03-24T09:00', duration: '90m', pools: { user: 2 } }
  it('is what it says', () =>
    assert.deepEqual(built({ schedule: [{ ...event, leadTime: 'auto', trailTime: 60 }] }).schedule, [
      {
        name: 'Midterm',
        start: '2026-03-24T09:00',
        durationMs: 5_400_000,
        exdates: [],
        pools: { user: { integer: 2 } },
        leadTimeMs: 'auto',
        trailTimeMs: 60_000,
      },
    ]))
  it('asks in the units of people, in the words of a calendar', () => {
    const pools = { user: { students: 350, seats: 40 }, students: 120, seats: 9 }
    assert.deepEqual(built({ schedule: [{ ...event, pools }] }).schedule[0]?.pools, {
      user: { students: 350, seats: 40 },
      '': { students: 120, seats: 9 },
    })
  })
  it('says what one of its people needs, of a pool or of all', () => {
    const pools = { user: { students: 350, seat: { memory: '8Gi', cpu: 2 } }, students: 120 }
    const [entry] = built({ schedule: [{ ...event, pools, seat: { memory: '2Gi' } }] }).schedule
    assert.deepEqual(entry?.pools, { user: { students: 350 }, '': { students: 120 } })
    assert.deepEqual(entry?.seats, { user: { memory: 8 * 2 ** 30, cpu: 2000 }, '': { memory: 2 * 2 ** 30 } })
  })
  const table: [string, object, RegExp][] = [
    [
      'an unknown unit',
      { pools: { user: { student: 9 } } },
      /^schedule\.0\.pools\.user: `student` is none of students/,
    ],
    ['nothing asked', { pools: { user: {} } }, /^schedule\.0\.pools\.user: it asks for nothing/],
    ['half a student', { pools: { user: { students: 1.5 } } }, /^schedule\.0\.pools\.user: 1\.5 is no whole number/],
    ['a number in quotes', { pools: { user: '2' } }, /^schedule\.0\.pools\.user: "2" in quotes is no number/],
    [
      'a time below a pool',
      { pools: { user: { seats: 9, leadTime: '5m' } } },
      /user: `leadTime` stands beside `pools`/,
    ],
    [
      'a seat without braces',
      { seat: '8Gi' },
      /^schedule\.0\.seat: `8Gi` has no braces: `seat: \{memory: 8Gi, cpu: 2\}`/,
    ],
    ['a seat that is a number', { seat: 8 }, /^schedule\.0\.seat: `8` has no braces/],
    ['a seat that is a list', { seat: ['8Gi', 2] }, /^schedule\.0\.seat: `8Gi` is neither memory nor cpu/],
    [
      'a seat of eight bytes',
      { pools: { user: { students: 9, seat: { mem: 8 } } } },
      /^schedule\.0\.pools\.user\.seat: `8` has no unit, and is 8 bytes/,
    ],
    [
      'a seat among pools',
      { pools: { user: 2, seat: { cpu: 2 } } },
      /^schedule\.0\.pools\.seat: stands beside `pools`/,
    ],
    ['a seat of nothing else', { pools: { user: { seat: { cpu: 2 } } } }, /user: it asks for nothing/],
    ['people of an unknown pool', { pools: { usr: { students: 9 } } }, /^schedule\.0\.pools\.usr: no pool `usr`/],
    ['an unknown pool', { pools: { usr: 1 } }, /^schedule\.0\.pools\.usr: no pool `usr`; did you mean `user`\?/],
    ['half a placeholder', { pools: { user: 1.5 } }, /^schedule\.0\.pools\.user: 1\.5 is no whole number/],
    ['no pools', { pools: undefined }, /^schedule\.0\.pools/],
    ['no name', { name: '' }, /^schedule\.0\.name: is empty/],
    ['no start', { start: 'soon' }, /^schedule\.0\.start: «soon» is no date or time/],
  ]
  for (const [name, more, says] of table)
    it(`is refused with its path: ${name}`, () => assert.match(refused({ schedule: [{ ...event, ...more }] }), says))
})

it('a bridge, for all pools or one', () => {
  const pools = (bridge?: string) => ({ user: { nodeSelector: { a: 'b' }, ...(bridge && { bridge }) } })
  const bridgeOf = (values: object) => built(values).pools.get('user')?.bridgeMs
  assert.deepEqual(
    [
      bridgeOf({}),
      bridgeOf({ bridge: 0 }),
      bridgeOf({ bridge: '5m' }),
      bridgeOf({ bridge: '5m', nodePools: pools('1h') }),
    ],
    [1_200_000, 0, 300_000, 3_600_000],
  )
})
