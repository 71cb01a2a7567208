import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A calendar on a local web server, which a test may change or break at any time. */
export interface CalendarServer {
  readonly url: string
  /** Requests so far. */
  readonly requests: number
  /** The Authorization of the last one. */
  readonly authorization: string | undefined
  /** The calendar as it is sent, whatever `answer` makes of it. */
  readonly text: string
  set(...events: readonly CalendarEvent[]): void
  /** Answers in its own way from now on. */
  answer(listener: RequestListener): void
  close(): Promise<void>
}

export interface CalendarEvent {
  readonly title: string
  readonly from: Date
  readonly to: Date
  /** As an instructor writes it: `user: 2`. */
  readonly description: string
}

export async function calendarServer(...events: readonly CalendarEvent[]): Promise<CalendarServer> {
  const serve =
    (body: string): RequestListener =>
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/calendar' }).end(body)
  let text = ics(events)
  let listener = serve(text)
  let requests = 0
  let authorization: string | undefined
  const server = createServer((request, response) => {
    requests += 1
    authorization = request.headers.authorization
    listener(request, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/private-c0ffee/calendar.ics`,
    get requests() {
      return requests
    },
    get authorization() {
      return authorization
    },
    get text() {
      return text
    },
    set: (...changed) => {
      text = ics(changed)
      listener = serve(text)
    },
    answer: (own) => {
      listener = own
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

const stamp = (at: Date) => at.toISOString().replaceAll(/[-:]|\.\d+/g, '')

const ics = (events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Warmseats//Tests//EN',
    ...events.flatMap(({ title, from, to, description }) => [
      'BEGIN:VEVENT',
      `UID:${title.replaceAll(' ', '-')}@test`,
      `DTSTAMP:${stamp(from)}`,
      `DTSTART:${stamp(from)}`,
      `DTEND:${stamp(to)}`,
      `SUMMARY:${title}`,
      `DESCRIPTION:${description.replaceAll('\n', '\\n')}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n')
