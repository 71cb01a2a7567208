import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BehaviorSubject } from 'rxjs'
import type { RotationStep } from '../../../src/domain/certificates/plan.ts'
import { keepCertificate, type RotationView } from '../../../streams/profiles/rotation.ts'
import { DAY } from '../../support/time.ts'
import { clock } from '../support/clock.ts'

const NAMES = ['hub.jhub.svc']

/** A leader whose writes succeed, or fail with this error; what they change is shown when the test says so. */
function keeping(
  first: Partial<RotationView<undefined>> = {},
  { error, leads = true }: { error?: Error; leads?: boolean } = {},
) {
  const time = clock()
  const lifetimeMs = 90 * DAY
  const current = { ca: 'a\n', validUntilMs: time.scheduler.now() + lifetimeMs, names: NAMES }
  const resting = {
    generations: { current },
    paths: { current: '/a' },
    announced: [{ bundle: 'a\n', path: '/a' }],
    isOurs: true,
    lifetimeMs,
    names: NAMES,
    seen: undefined,
  }
  const view$ = new BehaviorSubject<RotationView<undefined>>({ ...resting, ...first })
  const leading$ = new BehaviorSubject(leads)
  const steps: string[] = []
  const done: string[] = []
  const failed: string[] = []
  const perform = async (step: RotationStep) => {
    steps.push(step.type)
    if (error) throw error
  }
  const deps = {
    perform,
    onStep: ({ type }: RotationStep) => done.push(type),
    onFailed: ({ type }: RotationStep, because: unknown) => failed.push(`${type}: ${String(because)}`),
  }
  const subscription = keepCertificate(view$, leading$, deps, time.scheduler).subscribe()
  return { time, steps, done, failed, leading$, view$, resting, [Symbol.dispose]: () => subscription.unsubscribe() }
}

describe('keepCertificate', () => {
  it('makes one where there is none, and is quiet when it shows', async () => {
    using one = keeping({ generations: {} })
    await one.time.advance(0)
    assert.deepEqual([one.steps, one.done], [['make'], ['make']])
    one.view$.next({ ...one.resting, announced: [{ bundle: '', path: '' }] })
    await one.time.advance(0)
    one.view$.next(one.resting)
    await one.time.advance(DAY)
    assert.deepEqual(one.steps, ['make', 'announce'])
  })

  it('waits for the day, however far', async () => {
    using one = keeping()
    await one.time.advance(59 * DAY)
    assert.deepEqual(one.steps, [])
    await one.time.advance(DAY)
    assert.deepEqual(one.steps.slice(0, 1), ['prepare'])
  })

  it('tries again after ten seconds, and tells of each failure', async () => {
    using one = keeping({ generations: {} }, { error: new Error('no') })
    await one.time.advance(0)
    await one.time.advance(9_000)
    assert.deepEqual([one.steps, one.done], [['make'], []])
    await one.time.advance(2_000)
    assert.deepEqual(
      [one.steps, one.failed],
      [
        ['make', 'make'],
        ['make: Error: no', 'make: Error: no'],
      ],
    )
  })

  it('does nothing while another leads, and takes over where that one stopped', async () => {
    using one = keeping({ announced: [{ bundle: '' }, { bundle: 'a\n', path: '/a' }] }, { leads: false })
    await one.time.advance(DAY)
    assert.deepEqual(one.steps, [])
    one.leading$.next(true)
    await one.time.advance(0)
    assert.deepEqual(one.steps, ['announce'])
  })
})
