import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problem } from '../../../src/domain/problem.ts'
import type { ProfilesEvent } from '../../../src/domain/profiles/known/profiles-event.ts'
import type { RuntimeEvent } from '../../../src/domain/runtime-event.ts'
import {
  NOTHING_TOLD,
  type Told,
  toldOutcome,
  toldProfiles,
  toldRuntime,
  toldStep,
} from '../../../src/domain/snapshot/told.ts'
import { config, userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, SECOND } from '../../support/time.ts'

const wrong = [problem('nodePools', 'is missing')]
const odd = [problem('bridgee', 'is not known')]
const failed = (resource: string, kind = 'timeout'): RuntimeEvent => ({
  type: 'watch failed',
  resource,
  kind,
  because: 'no answer',
  retryInMs: 1,
})
const troublesOf = ({ troubles }: Told) =>
  [...troubles.values()].map(({ resource, isForbidden }) => `${resource}${isForbidden ? ' forbidden' : ''}`)
const cannotTell: RuntimeEvent = { type: 'notification failed', target: 'on-call', because: 'HTTP 404' }
const cannotStore: RuntimeEvent = { type: 'calendar store failed', because: 'forbidden' }

describe('what the page remembers of what runs beside decisions', () => {
  const table: [name: string, events: readonly RuntimeEvent[], of: (told: Told) => unknown, expected: unknown][] = [
    ['a config that is refused', [{ type: 'config refused', errors: wrong }], ({ refusal }) => refusal.errors, wrong],
    [
      'until one is good',
      [
        { type: 'config refused', errors: wrong },
        { type: 'config loaded', pools: ['user'], warnings: odd },
      ],
      ({ refusal }) => refusal,
      { errors: [], warnings: odd },
    ],
    [
      'not so by the stored copy',
      [
        { type: 'config refused', errors: wrong },
        { type: 'config loaded', pools: ['user'], warnings: odd, isStored: true },
      ],
      ({ refusal }) => refusal,
      { errors: wrong, warnings: odd },
    ],
    ['a watch that fails', [failed('nodes'), failed('pods', 'forbidden')], troublesOf, ['nodes', 'pods forbidden']],
    ['once', [failed('nodes'), failed('nodes', 'unauthorized')], troublesOf, ['nodes forbidden']],
    [
      'until it is heard',
      [failed('nodes'), failed('pods'), { type: 'watch recovered', resource: 'nodes' }],
      troublesOf,
      ['pods'],
    ],
    [
      'whom it cannot tell',
      [cannotTell],
      ({ notificationFailures }) => notificationFailures,
      { 'on-call': 'HTTP 404' },
    ],
    [
      'and that it can again',
      [cannotTell, { type: 'notification works again', target: 'on-call' }],
      ({ notificationFailures }) => notificationFailures,
      {},
    ],
    ['calendars that cannot be kept', [cannotStore], ({ storeFailure }) => storeFailure, 'forbidden'],
    [
      'until they can',
      [cannotStore, { type: 'calendar store recovered' }],
      ({ storeFailure }) => storeFailure,
      undefined,
    ],
    ['or another does it', [cannotStore, { type: 'following' }], ({ storeFailure }) => storeFailure, undefined],
    [
      'a memory that is not kept',
      [{ type: 'state not kept', part: 'memory', because: 'too large' }],
      ({ state }) => state.failures,
      { memory: 'too large' },
    ],
    [
      'until another keeps its own',
      [{ type: 'state cut', because: '3 older boots' }, { type: 'following' }],
      ({ state }) => state.cut,
      undefined,
    ],
    [
      'nothing of what is measured',
      [{ type: 'state measured', bytes: 1, mostBytes: 2 }],
      (told) => told === NOTHING_TOLD,
      true,
    ],
    ['nothing of what changes nothing', [{ type: 'leading' }], (told) => told === NOTHING_TOLD, true],
  ]
  for (const [name, events, of, expected] of table)
    it(name, () => assert.deepEqual(of(events.reduce(toldRuntime, NOTHING_TOLD)), expected))
})

describe('what the page remembers of profiles', () => {
  const loaded: ProfilesEvent = { type: 'certificate loaded', validUntilMs: at('12:00') }
  const broken: ProfilesEvent = { type: 'certificate failed', step: { type: 'promote' }, because: 'forbidden' }
  const made: ProfilesEvent = { type: 'certificate step', step: { type: 'promote' } }
  const asked = (outcome: 'failed' | 'patched'): ProfilesEvent => ({
    type: 'admission',
    admission: { outcome, namespace: 'hub', user: '', profiles: [], warnings: [], tookMs: 1 },
  })
  const refused = (address: string): ProfilesEvent => ({
    type: 'caller refused',
    refused: { account: 'hub/hub', address, status: 401, because: 'expired' },
  })
  const failureOf = ({ certificateFailure }: Told) => certificateFailure
  const table: [name: string, events: readonly ProfilesEvent[], of: (told: Told) => unknown, expected: unknown][] = [
    ['a step that failed', [broken], failureOf, { because: 'forbidden', atMs: at('09:00') }],
    ['until one is made', [broken, made], failureOf, undefined],
    ['or a certificate is there', [broken, loaded], failureOf, undefined],
    ['how long it is valid', [loaded], ({ certificateValidUntilMs }) => certificateValidUntilMs, at('12:00')],
    [
      'pods that were let through as they were',
      [asked('failed'), asked('patched'), asked('failed')],
      ({ failedAdmissions }) => [...failedAdmissions.values()],
      [2],
    ],
    [
      'whom the API for hubs refused, and how often',
      [refused('10.0.0.1'), refused('10.0.0.2'), refused('10.0.0.1')],
      ({ refusedCallers }) => [...refusedCallers].map(([address, { times }]) => [address, times]),
      [
        ['10.0.0.2', 1],
        ['10.0.0.1', 2],
      ],
    ],
    [
      'nothing of what the log alone tells',
      [asked('patched'), { type: 'service owner failed', because: '' }],
      (told) => told === NOTHING_TOLD,
      true,
    ],
  ]
  for (const [name, events, of, expected] of table)
    it(name, () => {
      const told = events.reduce((before, event) => toldProfiles(before, event, at('09:00')), NOTHING_TOLD)
      assert.deepEqual(of(told), expected)
    })
})

describe('what the page remembers of decisions', () => {
  const withWebhook = { config: config({ profiles: { enabled: true } }) }
  const since = (told: Told) => told.certificateMissingSinceMs

  it('the latest step', () => {
    const steps = [stepAt('09:00'), stepAt('09:01')]
    const told = steps.reduce((before, step) => toldStep(before, step, step.decision.atMs), NOTHING_TOLD)
    assert.equal(told.step, steps[1])
  })

  it('since when the webhook has no certificate, from the first step on, and only where it needs one', () => {
    const first = toldStep(NOTHING_TOLD, stepAt('09:00', withWebhook), at('09:00'))
    const second = toldStep(first, stepAt('09:01', withWebhook), at('09:01'))
    assert.deepEqual([since(first), since(second)], [at('09:00'), at('09:00')])
    assert.equal(since(toldStep(second, stepAt('09:02'), at('09:02'))), undefined)
    const there = toldProfiles(second, { type: 'certificate loaded', validUntilMs: at('12:00') }, at('09:01'))
    assert.equal(since(toldStep(there, stepAt('09:02', withWebhook), at('09:02'))), undefined)
  })

  it('what became of actions, the newest first', () => {
    const [action] = stepAt('09:00', { config: userPool({ replicas: 2 }) }).difference.actions
    assert.ok(action)
    const failure = { action, effect: { at: 'failed', because: 'forbidden' }, tookMs: 5 } as const
    const done = { action, effect: { at: 'done' }, tookMs: 5 } as const
    const told = toldOutcome(toldOutcome(NOTHING_TOLD, failure, at('09:00')), done, at('09:00') + SECOND)
    assert.deepEqual(
      told.actions.map(({ result, error }) => [result, error]),
      [
        ['done', undefined],
        ['failed', 'forbidden'],
      ],
    )
  })
})
