/** What calendar servers answer when they are ill, and what may stand in a calendar beside the events. */
import type { RequestListener, ServerResponse } from 'node:http'
import { MINUTE, SECOND } from '../../support/time.ts'
import type { Fault, Limit } from '../fault.ts'

/** Its own backoff: after three failures in a row a calendar is asked again within 17 s. */
const AGAIN: Limit = { ms: 20 * SECOND, because: 'a calendar that failed is asked again after 1 s and up to 16 s more' }
const ICS = { 'content-type': 'text/calendar' }

/** The server answers so: the last good copy goes on, and users are followed as ever. */
const answering = (
  name: string,
  answer: (response: ServerResponse, good: string) => void,
  more: Partial<Fault> = {},
): Fault => ({
  name: `the calendar ${name}`,
  lastsMs: 8 * SECOND,
  onlyUsers: true,
  followsCalendar: AGAIN,
  begin: ({ campus: { calendar } }) => {
    const { text } = calendar
    const listener: RequestListener = (_request, response) => {
      response.on('error', () => undefined)
      answer(response, text)
    }
    calendar.answer(listener)
  },
  end: ({ campus }) => campus.mendCalendar(),
  ...more,
})

/** Its events are there as ever, and this beside them. */
const beside = (name: string, component: () => string): Fault => {
  let bomb: string
  return answering(name, (response, good) => {
    bomb ??= component()
    response.writeHead(200, ICS).end(good.replace('BEGIN:VEVENT', () => `${bomb}\r\nBEGIN:VEVENT`))
  })
}

const half = (text: string) => text.slice(0, text.length / 2)

function drip(response: ServerResponse, text: string): void {
  response.writeHead(200, ICS)
  let at = 0
  const timer = setInterval(() => response.write(text[at++ % text.length] ?? ''), 100)
  response.once('close', () => clearInterval(timer))
}

/** 60 MB that begin well. */
function flood(response: ServerResponse, text: string): void {
  const block = `X-FILLING:${'x'.repeat(1 << 20)}\r\n`
  response.writeHead(200, ICS).write(text.replace(/END:VCALENDAR\s*$/, ''))
  let left = 60
  const pour = () => {
    while (left-- > 0) if (!response.write(block)) return void response.once('drain', pour)
    response.end('END:VCALENDAR\r\n')
  }
  pour()
}

const lines = (...all: readonly string[]) => all.join('\r\n')
const event = (...properties: readonly string[]) =>
  lines('BEGIN:VEVENT', 'UID:bomb@test', 'DTSTAMP:20260101T000000Z', ...properties, 'END:VEVENT')

/** A zone that changes its rules twenty thousand times. */
const zone = () =>
  lines(
    'BEGIN:VTIMEZONE',
    'TZID:Bomb',
    ...Array.from({ length: 20_000 }, (_, index) =>
      lines(
        'BEGIN:STANDARD',
        `DTSTART:${1600 + (index % 400)}0101T000000`,
        'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
        'TZOFFSETFROM:+0100',
        'TZOFFSETTO:+0200',
        'END:STANDARD',
      ),
    ),
    'END:VTIMEZONE',
    event('DTSTART;TZID=Bomb:20260101T090000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY', 'SUMMARY:In a zone of its own'),
  )

export const calendar: readonly Fault[] = [
  answering('gives 500', (response) => response.writeHead(500).end('no')),
  answering('gives 429 with Retry-After 5', (response) => response.writeHead(429, { 'retry-after': '5' }).end()),
  answering('does not answer', () => undefined),
  answering('asks to log in', (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in</title>'),
  ),
  answering('is cut off, in a whole answer', (response, good) => response.writeHead(200, ICS).end(half(good))),
  answering('breaks off in the middle', (response, good) => {
    response.writeHead(200, { ...ICS, 'content-length': good.length }).write(half(good))
    setTimeout(() => response.destroy(), 100)
  }),
  answering('is empty', (response) => response.writeHead(200, ICS).end()),
  answering('is 60 MB long', flood),
  answering('drips', drip, {
    followsCalendar: { ms: MINUTE + AGAIN.ms, because: 'a calendar may take a minute to come, then it is asked again' },
  }),
  answering('redirects to itself', (response) => response.writeHead(302, { location: '/' }).end()),
  beside('has an event each second, for ever', () =>
    event('DTSTART:20200101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY', 'SUMMARY:Tick', 'DESCRIPTION:none'),
  ),
  beside('has a zone of 20,000 rules', zone),
  beside('has a title of 4 MB', () =>
    event(
      'DTSTART:20260101T000000Z',
      'RRULE:FREQ=DAILY',
      'DURATION:P1D',
      `SUMMARY:${'T'.repeat(4 << 20)}`,
      'DESCRIPTION:usr: 2',
    ),
  ),
  beside('has 5,000 lines that nobody understands', () =>
    event(
      'DTSTART:20260101T000000Z',
      'RRULE:FREQ=DAILY',
      'DURATION:P1D',
      'SUMMARY:Notes',
      `DESCRIPTION:${Array.from({ length: 5000 }, (_, index) => `usr${index}: ${index}`).join('\\n')}`,
    ),
  ),
]
