import { DateTime } from 'luxon'
import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs'
import type { CalendarAddress } from './address.ts'
import { body, TooLarge } from './body.ts'
import { decodeInTurns } from './decode.ts'
import { type Fetched, failed, TOO_LARGE, type Validators } from './fetched.ts'
import { OutOfReach } from './reach.ts'
import { sayAnswer, sayError } from './say-failure.ts'

export interface Answer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

/** As much of fetch as calendars need; redirects are ours. */
export type Fetch = (
  url: string,
  init: { readonly headers: Record<string, string>; readonly signal: AbortSignal; readonly redirect: 'manual' },
) => Promise<Answer>

type HttpAddress = CalendarAddress & { readonly at: 'http' }

/** No answer, or no further piece of it, for so long is a failure; and so is a whole that takes longer. */
const SILENCE_MS = 10_000
const WHOLE_MS = 60_000
const MAX_REDIRECTS = 5

/** One try: a conditional GET (RFC 9110 §13). Emits one outcome, never errors; unsubscribing aborts the request. */
export const readHttp = (
  address: HttpAddress,
  validators: Validators,
  fetch: Fetch,
  scheduler: SchedulerLike = asyncScheduler,
): Observable<Fetched> =>
  new Observable((subscriber) => {
    const abort = new AbortController()
    const give = (outcome: Fetched) => {
      subscriber.next(outcome)
      subscriber.complete()
    }
    const late = (ms: number) => () => give(failed(`it did not answer within ${ms / 1000} s`))
    let silence = scheduler.schedule(late(SILENCE_MS), SILENCE_MS)
    const whole = scheduler.schedule(late(WHOLE_MS), WHOLE_MS)
    const heard = () => {
      silence.unsubscribe()
      if (!subscriber.closed) silence = scheduler.schedule(late(SILENCE_MS), SILENCE_MS)
    }
    download({ address, validators, fetch, signal: abort.signal, heard, nowMs: scheduler.now() }).then(
      give,
      (error: unknown) => give(failed(because(error))),
    )
    return () => {
      silence.unsubscribe()
      whole.unsubscribe()
      abort.abort()
    }
  })

/** undici wraps what a connection failed of. */
function because(error: unknown): string {
  if (error instanceof TooLarge) return TOO_LARGE
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof OutOfReach ? cause.message : sayError(error)
}

interface Download {
  readonly address: HttpAddress
  readonly validators: Validators
  readonly fetch: Fetch
  readonly signal: AbortSignal
  readonly heard: () => void
  readonly nowMs: number
}

async function download({ address, validators, fetch, signal, heard, nowMs }: Download): Promise<Fetched> {
  let url = address.url
  const { origin } = new URL(url)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const here = new URL(url).origin
    // Credentials are for the host that they were given for (RFC 9110 §15.4), and what we have of one host is no other's business.
    const known = here === (validators.origin ?? origin) ? validators : {}
    const headers = { ...(here === origin && address.headers), ...conditions(known) }
    const answer = await fetch(url, { headers, signal, redirect: 'manual' })
    heard()
    const location = answer.headers.get('location')
    if (!isRedirect(answer.status) || location === null) return outcomeOf(answer, known, { heard, nowMs, origin: here })
    await discard(answer)
    const next = new URL(location.replace(/^webcals?:/i, 'https:'), url)
    if (!/^https?:$/.test(next.protocol)) return failed(`it redirects to ${next.protocol}//, which is not read`)
    if (next.protocol === 'http:' && url.startsWith('https:'))
      return failed('it redirects from https to http, which would show the secret address to everybody')
    url = next.href
  }
  return failed(`it redirects more than ${MAX_REDIRECTS} times: a loop, or a log-in page`)
}

const isRedirect = (status: number) => [301, 302, 303, 307, 308].includes(status)

const conditions = ({ tag, modified }: Validators): Record<string, string> => ({
  accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
  'user-agent': 'warmseats',
  ...(tag !== undefined && { 'if-none-match': tag }),
  ...(modified !== undefined && { 'if-modified-since': modified }),
})

interface Given {
  readonly heard: () => void
  readonly nowMs: number
  /** Who answers. */
  readonly origin: string
}

async function outcomeOf(answer: Answer, sent: Validators, { heard, nowMs, origin }: Given): Promise<Fetched> {
  if (answer.status === 304 && (sent.tag ?? sent.modified) !== undefined) {
    await discard(answer)
    return { at: 'unchanged' }
  }
  if (answer.status !== 200) {
    await discard(answer)
    return failed(sayAnswer(answer.status), retryAfterMs(answer.headers.get('retry-after'), nowMs))
  }
  const bytes = await body(answer, heard)
  const charset = /charset="?([\w-]+)/i.exec(answer.headers.get('content-type') ?? '')?.[1]
  const [tag, modified] = [answer.headers.get('etag'), answer.headers.get('last-modified')]
  const validators = { origin, ...(tag !== null && { tag }), ...(modified !== null && { modified }) }
  return { at: 'text', text: await decodeInTurns(bytes, charset), validators }
}

/** Frees the connection without reading on. */
async function discard({ body: unread }: Answer): Promise<void> {
  await unread?.[Symbol.asyncIterator]().return?.()
}

/** Retry-After (RFC 9110 §10.2.3): seconds or a date; an hour at most. */
function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : DateTime.fromHTTP(header).toMillis() - nowMs
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, 3_600_000) : undefined
}
