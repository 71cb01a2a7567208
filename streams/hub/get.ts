import { STATUS_CODES } from 'node:http'
import { asyncScheduler, Observable, type SchedulerLike } from 'rxjs'
import { parseJson } from '../../src/domain/parsed.ts'
import { body, TooLarge } from '../calendar/body.ts'
import { type Failed, failed } from '../calendar/fetched.ts'
import type { Answer, Fetch } from '../calendar/http.ts'
import { OutOfReach } from '../calendar/reach.ts'
import { sayError } from '../calendar/say-failure.ts'

/** What one question to a hub gave. */
export type Got = { readonly at: 'json'; readonly value: unknown; readonly version?: string } | Failed

export interface Question {
  readonly url: string
  /** A secret: no text that leaves here holds it. */
  readonly token: string
  readonly fetch: Fetch
}

/** A hub that is busy with a class answers late; one that takes longer is not asked more. */
const WHOLE_MS = 20_000

/**
 * One GET. It emits once and never errors; unsubscribing ends it. A redirect is not followed: the token is for this host
 * alone. What comes is bounded in time and in bytes.
 */
export const getJson = (question: Question, scheduler: SchedulerLike = asyncScheduler): Observable<Got> =>
  new Observable((subscriber) => {
    const abort = new AbortController()
    const give = (got: Got) => {
      subscriber.next(got)
      subscriber.complete()
    }
    const late = scheduler.schedule(() => give(failed(`it did not answer within ${WHOLE_MS / 1000} s`)), WHOLE_MS)
    ask(question, abort.signal).then(give, (error: unknown) => give(failed(because(error))))
    return () => {
      late.unsubscribe()
      abort.abort()
    }
  })

async function ask({ url, token, fetch }: Question, signal: AbortSignal): Promise<Got> {
  const headers = {
    accept: 'application/jupyterhub-pagination+json',
    authorization: `token ${token}`,
    'user-agent': 'warmseats',
  }
  const answer = await fetch(url, { headers, signal, redirect: 'manual' })
  if (answer.status !== 200) {
    await discard(answer)
    return failed(sayStatus(answer.status))
  }
  const value = parseJson(Buffer.from(await body(answer, () => undefined)).toString())
  if (value === undefined) return failed('its answer is no JSON: is this the address of a JupyterHub?')
  const version = answer.headers.get('x-jupyterhub-version')
  return { at: 'json', value, ...(version === null ? {} : { version: version.slice(0, 40) }) }
}

/** Frees the connection without reading on. */
async function discard({ body: unread }: Answer): Promise<void> {
  await unread?.[Symbol.asyncIterator]().return?.()
}

function sayStatus(status: number): string {
  const said = `it answers HTTP ${status} ${STATUS_CODES[status] ?? ''}`.trim()
  if (status === 401 || status === 403)
    return `${said}: is the token that of a service with the scopes list:users and read:servers?`
  if (status === 404) return `${said}: no hub is at hub.url; behind a base_url, write that too`
  if (status >= 300 && status < 400) return `${said}, which is not followed with a token: write the hub's own address`
  return said
}

function because(error: unknown): string {
  if (error instanceof TooLarge) return 'its answer is too large'
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return cause instanceof OutOfReach ? cause.message : sayError(error)
}
