import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defer, EMPTY, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs'
import { ApiError } from '../../src/kubernetes/errors.ts'
import { Refusal } from '../../src/rehearsal/cluster.ts'
import { takeAway } from '../../src/rehearsal/take-away.ts'

const refusal = (status: number) =>
  new Refusal(new ApiError({ status, reason: '', message: 'leader changed', retryAfterMs: undefined, causes: [] }), {
    verb: 'delete',
    resource: 'jobs',
    group: 'batch',
    name: 'rehearsal-k3x9',
    namespace: 'hub',
  })

interface Case {
  /** The answers to the requests, the last one to all further ones too. */
  readonly answers?: readonly ('done' | number)[]
  readonly goneAtMs?: number
  readonly hurriedAtMs?: number
}

/** Two pods are to go; returns what happened when. */
function left({ answers = ['done'], goneAtMs, hurriedAtMs }: Case): string[] {
  const scheduler = new VirtualTimeScheduler()
  const changes$ = new Subject<void>()
  const hurry$ = new Subject<void>()
  const happened: string[] = []
  const tell = (text: string) => void happened.push(`${scheduler.now()} ${text}`)
  let pods = 2
  let tries = 0
  const end$ = defer(() => {
    const answer = answers[Math.min(tries, answers.length - 1)]
    tries += 1
    tell(`delete: ${answer}`)
    return typeof answer === 'number' ? throwError(() => refusal(answer)) : EMPTY
  })
  if (goneAtMs !== undefined)
    scheduler.schedule(() => {
      pods = 0
      changes$.next()
    }, goneAtMs)
  if (hurriedAtMs !== undefined) scheduler.schedule(() => hurry$.next(), hurriedAtMs)
  takeAway({ end$, left: () => pods, changes$, hurry$, say: tell, random: () => 0.5 }, scheduler).subscribe((isGone) =>
    tell(isGone ? 'gone' : 'not gone'),
  )
  scheduler.flush()
  return happened
}

describe('taking the dummies away', () => {
  it('says how many are to go, and is over when they are gone', () =>
    assert.deepEqual(left({ goneAtMs: 3000 }), ['0 delete: done', '0 waiting for 2 pods to go', '3000 gone']))

  it('asks again when the API server is busy', () =>
    assert.deepEqual(left({ answers: [503, 429, 'done'], goneAtMs: 5000 }), [
      '0 delete: 503',
      '500 delete: 429',
      '1500 delete: done',
      '1500 waiting for 2 pods to go',
      '5000 gone',
    ]))

  it('gives up after some tries, says why, and waits for nothing', () => {
    const happened = left({ answers: [503] })
    assert.equal(happened.filter((line) => line.endsWith('delete: 503')).length, 7)
    assert.deepEqual(happened.slice(-2), [
      '30500 the API server failed to delete jobs/rehearsal-k3x9 in hub: leader changed (503)',
      '30500 not gone',
    ])
  })

  it('asks once where asking again mends nothing', () => {
    const happened = left({ answers: [403] })
    assert.equal(happened.length, 3)
    assert.match(happened[1] ?? '', /^0 .*jobs/)
    assert.equal(happened[2], '0 not gone')
  })

  it('waits no longer than five minutes', () => assert.equal(left({}).at(-1), '300000 not gone'))

  it('somebody who hurries ends the wait for the pods', () =>
    assert.deepEqual(left({ hurriedAtMs: 2000 }), ['0 delete: done', '0 waiting for 2 pods to go', '2000 not gone']))

  it('and the pauses between the tries', () =>
    assert.deepEqual(left({ answers: [503], hurriedAtMs: 600 }), [
      '0 delete: 503',
      '500 delete: 503',
      '600 the API server failed to delete jobs/rehearsal-k3x9 in hub: leader changed (503)',
      '600 not gone',
    ]))

  it('but never the request itself; after it nothing is waited for', () => {
    const hurry$ = new Subject<void>()
    const answer$ = new Subject<void>()
    const seen: boolean[] = []
    takeAway({
      end$: answer$,
      left: () => 1,
      changes$: of(undefined),
      hurry$,
      say: () => undefined,
      random: () => 0.5,
    }).subscribe((isGone) => seen.push(isGone))
    hurry$.next()
    assert.deepEqual(seen, [])
    assert.equal(answer$.observed, true)
    answer$.complete()
    assert.deepEqual(seen, [false])
  })
})
