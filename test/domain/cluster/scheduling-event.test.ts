import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isOfScheduler, type RawEvent, schedulingEventFrom } from '../../../src/domain/cluster/scheduling-event.ts'
import { at } from '../../support/time.ts'

const RAW: RawEvent = {
  involvedObject: { kind: 'Pod', name: 'user-placeholder-7d9-abcde', uid: 'u1' },
  reason: 'NotTriggerScaleUp',
  message: "pod didn't trigger scale-up:\n  1 max node group size reached",
  source: { component: 'cluster-autoscaler' },
  lastTimestamp: '2026-03-24T09:00:00Z',
}

describe('what is said of a placeholder', () => {
  it('by an autoscaler is a refusal or not, on one line', () =>
    assert.deepEqual(schedulingEventFrom(RAW), {
      podUid: 'u1',
      by: 'cluster-autoscaler',
      message: "pod didn't trigger scale-up: 1 max node group size reached",
      atMs: at('09:00'),
      isRefusal: true,
    }))

  const REFUSALS: readonly [reason: string, isRefusal: boolean][] = [
    ['NotTriggerScaleUp', true],
    ['FailedScaleUp', true],
    ['FailedScheduling', true],
    ['TriggeredScaleUp', false],
    ['Nominated', false],
  ]
  for (const [reason, isRefusal] of REFUSALS)
    it(`${reason}: ${isRefusal}`, () => assert.equal(schedulingEventFrom({ ...RAW, reason })?.isRefusal, isRefusal))

  const OTHERS: readonly [name: string, raw: RawEvent][] = [
    ['on another pod', { ...RAW, involvedObject: { kind: 'Pod', name: 'jupyter-ada', uid: 'u2' } }],
    ['on what is no pod', { ...RAW, involvedObject: { ...RAW.involvedObject, kind: 'ReplicaSet' } }],
    ['of something else', { ...RAW, reason: 'Scheduled' }],
    ['of nobody', {}],
  ]
  for (const [name, raw] of OTHERS) it(`${name} is none`, () => assert.equal(schedulingEventFrom(raw), undefined))

  const TIMES: readonly [name: string, raw: RawEvent][] = [
    ['of its series', { series: { lastObservedTime: '2026-03-24T08:00:00.000000Z' }, lastTimestamp: null }],
    ['of the new kind', { lastTimestamp: null, eventTime: '2026-03-24T08:00:00.000000Z' }],
    ['of its object', { lastTimestamp: null, metadata: { creationTimestamp: '2026-03-24T08:00:00Z' } }],
  ]
  for (const [name, raw] of TIMES)
    it(`has the time ${name}`, () => assert.equal(schedulingEventFrom({ ...RAW, ...raw })?.atMs, at('08:00')))

  it('is cut where it is longer than a sentence', () => {
    const { message = '' } = schedulingEventFrom({ ...RAW, message: 'é'.repeat(10_000) }) ?? {}
    assert.ok(Buffer.byteLength(message) <= 400)
  })
  it('comes from who reports it, where no source is named', () => {
    const { source: _, ...raw } = RAW
    const event = schedulingEventFrom({ ...raw, reportingComponent: 'default-scheduler' })
    assert.ok(event && isOfScheduler(event, ''))
  })
})
