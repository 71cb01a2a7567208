import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { prioritiesExamined, type RawPriorityClass } from '../../../src/domain/doctor/priorities.ts'
import { config } from '../../support/config.ts'
import { only, told } from './support.ts'

const priorityClass = (name: string, value: number, more: Partial<RawPriorityClass> = {}): RawPriorityClass => ({
  metadata: { name },
  value,
  ...more,
})
const OURS = priorityClass('warmseats-placeholder', -10)
const examine = (classes: readonly RawPriorityClass[], isInstalled = true, values = config()) =>
  prioritiesExamined(values, classes, isInstalled)
const theirs = config({ priorityClass: { create: false, name: 'theirs' } })

describe('priorities', () => {
  it('are as they should be', () => {
    const { findings, well } = examine([OURS, priorityClass('default', 0, { globalDefault: true })])
    assert.deepEqual(findings, [])
    assert.match(well.join(), /the priority -10 \(warmseats-placeholder\)/)
  })
  it('before an installation the chart has not made its class yet', () =>
    assert.deepEqual(told(examine([], false)), []))
  it('one that it does not make has to be there', () =>
    assert.match(
      only(examine([OURS], false, theirs)),
      /^broken priorityClass: there is no PriorityClass theirs: .* → kubectl create priorityclass theirs --value=-10/,
    ))
  it('after one it is gone', () => assert.match(only(examine([])), /there is no PriorityClass warmseats-placeholder/))
  it('is too low for Cluster Autoscaler', () =>
    assert.match(
      only(examine([priorityClass('theirs', -100)], true, theirs)),
      /^warning PriorityClass theirs: its value is -100/,
    ))

  for (const [name, all, says] of [
    [
      'everybody gets one that is as low',
      priorityClass('all', -10, { globalDefault: true }),
      /not above the -10 of placeholders/,
    ],
    [
      'everybody gets one that never preempts',
      priorityClass('all', 0, { globalDefault: true, preemptionPolicy: 'Never' }),
      /`preemptionPolicy: Never`/,
    ],
  ] as const)
    it(name, () => {
      const said = only(examine([OURS, all]))
      assert.match(
        said,
        /^broken PriorityClass all: it is what pods without a class get \(globalDefault\); users of it/,
      )
      assert.match(said, says)
    })
  it('another class than that of everybody is no matter', () =>
    assert.deepEqual(told(examine([OURS, priorityClass('batch', -1000, { preemptionPolicy: 'Never' })])), []))
})
