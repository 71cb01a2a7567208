import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { defer, EMPTY, type Observable, Subject, throwError, VirtualTimeScheduler } from 'rxjs'
import { type Ledger, ledger } from '../../src/rehearsal/ledger.ts'
import type { Plan } from '../../src/rehearsal/plan.ts'
import { play } from '../../src/rehearsal/play.ts'
import { config } from '../support/config.ts'
import { plan } from './support.ts'

/** Plays with a ledger that is settled from an instant on; returns what happened when. */
function played(
  of: Partial<Plan>,
  {
    settledAtMs = Number.POSITIVE_INFINITY,
    create = () => EMPTY as Observable<unknown>,
  }: { settledAtMs?: number; create?: (number: number) => Observable<unknown> } = {},
) {
  const scheduler = new VirtualTimeScheduler()
  const changes$ = new Subject<void>()
  const happened: string[] = []
  const tell = (text: string) => happened.push(`${scheduler.now()} ${text}`)
  const ledger = {
    arrived: (number: number) => void tell(`arrived ${number}`),
    refused: (number: number, because: string) => void tell(`refused ${number}: ${because}`),
    isSettled: () => scheduler.now() >= settledAtMs,
  } as Partial<Ledger> as Ledger
  if (Number.isFinite(settledAtMs)) scheduler.schedule(() => changes$.next(), settledAtMs)
  play(
    {
      plan: plan(of),
      ledger,
      changes$,
      create: (number) => defer(() => create(number)),
      describe: (error) => (error as Error).message,
    },
    scheduler,
  ).subscribe({ complete: () => tell('over') })
  scheduler.flush()
  return happened
}

describe('a rehearsal in time', () => {
  it('is over as soon as everybody has a seat', () => {
    assert.deepEqual(played({ users: 2, overMs: 1000 }, { settledAtMs: 4000 }), [
      '0 arrived 1',
      '1000 arrived 2',
      '4000 over',
    ])
  })
  it('keeps them a while', () => {
    assert.deepEqual(played({ users: 1, keepMs: 9000 }, { settledAtMs: 4000 }), ['0 arrived 1', '13000 over'])
  })
  it('waits for a seat no longer than its patience after the last has come', () => {
    assert.deepEqual(played({ users: 2, overMs: 1000, patienceMs: 5000 }), [
      '0 arrived 1',
      '1000 arrived 2',
      '6000 over',
    ])
  })
  it('goes on when the API server takes no pod, and says why', () => {
    const create = (number: number) => (number === 1 ? throwError(() => new Error('quota')) : EMPTY)
    assert.deepEqual(played({ users: 2, overMs: 1000 }, { create, settledAtMs: 2000 }), [
      '0 arrived 1',
      '0 refused 1: quota',
      '1000 arrived 2',
      '2000 over',
    ])
  })
  it('is over at once when the last is refused', () => {
    const scheduler = new VirtualTimeScheduler()
    const book = ledger(plan({ users: 1 }), config(), () => scheduler.now())
    let overMs: number | undefined
    const create = () => throwError(() => new Error('quota'))
    play({ plan: plan({ users: 1 }), ledger: book, changes$: EMPTY, create, describe: String }, scheduler).subscribe({
      complete: () => {
        overMs = scheduler.now()
      },
    })
    scheduler.flush()
    assert.equal(overMs, 0)
  })
})
