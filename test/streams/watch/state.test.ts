import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Failure, FailureKind } from '../../../streams/watch/failure.ts'
import { type Input, type State, start, step } from '../../../streams/watch/state.ts'
import type { Policy } from '../../../streams/watch/waits.ts'

const policy: Policy = {
  backoff: { firstMs: 500, capMs: 30_000, healthyMs: 10_000 },
  floorMs: 1000,
  refused: { firstMs: 5000, capMs: 60_000 },
  malformedCapMs: 3000,
  retryAfterCapMs: 300_000,
}
const none = { failures: 0, expiries: 0, refusals: 0 }
const now = 1_000_000

const listing = (continueToken?: string, strikes = none): State => ({
  at: 'listing',
  ...(continueToken && { continueToken }),
  strikes,
})
const watching = (resourceVersion: string, openedMs?: number, strikes = none): State => ({
  at: 'watching',
  resourceVersion,
  ...(openedMs !== undefined && { openedMs }),
  strikes,
})
const waiting = (ms: number, next: State, strikes: typeof none): State => {
  const { strikes: _, ...bare } = next
  assert.ok(bare.at !== 'waiting')
  return { at: 'waiting', untilMs: now + ms, next: bare, strikes }
}
/** The same, where an answer of the server to whatever ends it. */
const unreached = (...given: Parameters<typeof waiting>): State =>
  ({ ...waiting(...given), endsWhen: 'reached' }) as State
/** The same, where it ends when the server lets us do again what it refused. */
const refused = (...given: Parameters<typeof waiting>): State =>
  ({ ...waiting(...given), endsWhen: 'relieved' }) as State
const failed = (kind: FailureKind, rest: Partial<Failure> = {}): Input => ({
  type: 'failed',
  failure: { kind, because: 'x', ...rest },
})
const strikes = (failures: number, expiries = 0, refusals = 0) => ({ failures, expiries, refusals })
/** The last one was not even answered. */
const silent = (failures: number) => ({ ...strikes(failures), silent: true as const })

type Row = readonly [what: string, state: State, input: Input, next: State]

/** `random` is always 1/2: a backoff is half its ceiling. */
function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [what, state, input, next] of rows) {
      it(what, () =>
        assert.deepEqual(
          step(state, input, now, () => 0.5, policy),
          next,
        ),
      )
    }
  })
}

table('doubt', [
  [
    'resumes at once, and is no failure',
    watching('8', now, strikes(3)),
    failed('doubted'),
    watching('8', undefined, strikes(3)),
  ],
])

table('a list', [
  ['turns its pages', start, { type: 'page', resourceVersion: '7', continueToken: 'c' }, listing('c')],
  ['ends in a watch from its resourceVersion', listing('c'), { type: 'page', resourceVersion: '7' }, watching('7')],
  [
    'keeps the strikes: only a healthy watch ends them',
    listing('c', strikes(3)),
    { type: 'page', resourceVersion: '7' },
    watching('7', undefined, strikes(3)),
  ],
  [
    'asks for the same page again after a failure',
    listing('c'),
    failed('server'),
    unreached(250, listing('c'), strikes(1)),
  ],
  [
    'starts anew at once when its token has expired',
    listing('c'),
    failed('expired'),
    listing(undefined, strikes(0, 1)),
  ],
])

const paged = (continueToken?: string, strikes = none): State =>
  ({ ...listing(continueToken, strikes), isPaged: true }) as State

table('a list as a stream', [
  ['has no second try', start, { type: 'streamed' }, paged()],
  ['ends in a watch from the mark at its end', paged(), { type: 'page', resourceVersion: '7' }, watching('7')],
  [
    'that breaks is read in pages after a wait',
    paged(),
    failed('network'),
    unreached(250, paged(), { ...strikes(1), silent: true } as ReturnType<typeof strikes>),
  ],
  ['that stalls is read in pages at once', paged(), failed('stalled'), paged(undefined, silent(1))],
  ['turns its pages then', paged(), { type: 'page', resourceVersion: '7', continueToken: 'c' }, paged('c')],
  ['goes on in pages when their token has expired', paged('c'), failed('expired'), paged(undefined, strikes(0, 1))],
  [
    'that nobody has looked at is asked for again',
    start,
    failed('network'),
    unreached(250, listing(), { ...strikes(1), silent: true } as ReturnType<typeof strikes>),
  ],
  ['may be asked for once more for the next list', watching('8'), failed('expired'), listing(undefined, strikes(0, 1))],
])

table('a watch', [
  ['opens', watching('7'), { type: 'opened' }, watching('7', now)],
  ['moves on with each event', watching('7', 5), { type: 'heard', resourceVersion: '8' }, watching('8', 5)],
  ['resumes at once after a clean close', watching('8', now - 1000), { type: 'closed' }, watching('8')],
  [
    'keeps the floor between two starts',
    watching('8', now - 10),
    { type: 'closed' },
    waiting(990, watching('8'), none),
  ],
  [
    'resumes at once after a stall',
    watching('8', now - 90_000),
    failed('stalled'),
    watching('8', undefined, silent(1)),
  ],
  [
    'resumes after a failure and its backoff',
    watching('8', now),
    failed('network'),
    unreached(250, watching('8'), silent(1)),
  ],
])

table('backoff', [
  ['doubles', watching('8', now, strikes(3)), failed('server'), unreached(2000, watching('8'), strikes(4))],
  ['is capped', watching('8', now, strikes(60)), failed('network'), unreached(15_000, watching('8'), silent(61))],
  [
    'starts anew after a healthy watch',
    watching('8', now - 10_000, strikes(9, 2)),
    failed('network'),
    unreached(250, watching('8'), silent(1)),
  ],
  [
    'does not, a moment earlier',
    watching('8', now - 9999, strikes(1)),
    failed('network'),
    unreached(500, watching('8'), silent(2)),
  ],
  [
    'goes on while nothing is answered',
    watching('8', undefined, silent(3)),
    failed('network'),
    unreached(2000, watching('8'), silent(4)),
  ],
  [
    'starts anew with the first answer, if only that the server has just started',
    listing(undefined, silent(9)),
    failed('throttled', { retryAfterMs: 1000 }),
    refused(1250, listing(), strikes(1)),
  ],
  [
    'does not for a watch that the server never accepted',
    watching('8', undefined, strikes(1)),
    failed('unauthorized'),
    refused(500, watching('8'), strikes(2)),
  ],
  [
    'forgets strikes when a healthy watch closes',
    watching('8', now - 10_000, strikes(9, 2)),
    { type: 'closed' },
    watching('8'),
  ],
])

table('410', [
  ['relists at once', watching('8', now), failed('expired'), listing(undefined, strikes(0, 1))],
  [
    'relists at once also after an outage, which it ends',
    watching('8', undefined, strikes(9)),
    failed('expired'),
    listing(undefined, strikes(0, 1)),
  ],
  [
    'waits when repeated',
    watching('8', now, strikes(0, 2)),
    failed('expired'),
    waiting(1000, listing(), strikes(0, 3)),
  ],
  ['waits at least the floor', listing('c', strikes(0, 1)), failed('expired'), waiting(1000, listing(), strikes(0, 2))],
  [
    'waits longer each time',
    watching('8', now, strikes(0, 4)),
    failed('expired'),
    waiting(4000, listing(), strikes(0, 5)),
  ],
  [
    'is a first one again after a healthy watch',
    watching('8', now - 10_000, strikes(0, 4)),
    failed('expired'),
    listing(undefined, strikes(0, 1)),
  ],
])

table('a refusal', [
  ['403 waits longer than a failure', listing(), failed('forbidden'), refused(5625, listing(), strikes(0, 0, 1))],
  [
    '403 waits long when nobody helps',
    listing(undefined, strikes(0, 0, 4)),
    failed('forbidden'),
    refused(67_500, listing(), strikes(0, 0, 5)),
  ],
  [
    '403 after an outage is a first one: the server has not read its RBAC rules yet',
    watching('8', undefined, strikes(9)),
    failed('forbidden'),
    refused(5625, watching('8'), strikes(0, 0, 1)),
  ],
  ['404 waits as long', listing(), failed('missing'), waiting(5625, listing(), strikes(0, 0, 1))],
  [
    'another 4xx waits as long, and resumes',
    watching('8', now),
    failed('rejected'),
    waiting(5625, watching('8'), strikes(0, 0, 1)),
  ],
  [
    '429 obeys Retry-After, a little later',
    watching('8'),
    failed('throttled', { retryAfterMs: 5000 }),
    refused(5250, watching('8'), strikes(1)),
  ],
  ['429 without Retry-After backs off', watching('8'), failed('throttled'), refused(250, watching('8'), strikes(1))],
  [
    'a short Retry-After still backs off',
    watching('8', undefined, strikes(5)),
    failed('throttled', { retryAfterMs: 1000 }),
    refused(8000, watching('8'), strikes(6)),
  ],
  [
    'an absurd Retry-After is capped',
    watching('8'),
    failed('throttled', { retryAfterMs: 1e9 }),
    waiting(300_250, watching('8'), strikes(1)),
  ],
])

table('a malformed line', [
  ['resumes before it', watching('8', now), failed('malformed'), waiting(250, watching('8'), strikes(1))],
  [
    'is tried again within seconds, however many there were: nothing else tells that it is over',
    listing(undefined, strikes(60)),
    failed('malformed'),
    waiting(3000, listing(), strikes(61)),
  ],
  [
    'lists anew the third time',
    watching('8', now, strikes(2)),
    failed('malformed'),
    waiting(1000, listing(), strikes(3)),
  ],
])

table('a wait', [
  [
    'ends in what it waited for',
    waiting(0, watching('8'), strikes(1)),
    { type: 'elapsed' },
    watching('8', undefined, strikes(1)),
  ],
  [
    'ignores what comes late',
    waiting(9, listing('c'), strikes(1)),
    failed('network'),
    waiting(9, listing('c'), strikes(1)),
  ],
])

table('an input out of place leaves the state as it is', [
  ['a page while watching', watching('8'), { type: 'page', resourceVersion: '9' }, watching('8')],
  ['an event while listing', listing('c'), { type: 'heard', resourceVersion: '9' }, listing('c')],
  ['an opening while listing', listing('c'), { type: 'opened' }, listing('c')],
  ['a stream while watching', watching('8'), { type: 'streamed' }, watching('8')],
  ['a close while listing', listing('c'), { type: 'closed' }, listing('c')],
  ['a timer while watching', watching('8'), { type: 'elapsed' }, watching('8')],
])
