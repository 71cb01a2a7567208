import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { scheduledBy } from '../../../../src/domain/profiles/applying/scheduled-by.ts'
import { spawned } from '../../../support/profiles.ts'

const pod = spawned()
const asking = (schedulerName: string) => ({ ...pod, spec: { ...pod.spec, schedulerName } })

describe("the scheduler of a user's pod", () => {
  for (const [what, given] of [
    ['names none', pod],
    ['names none, as the API server writes it', asking('default-scheduler')],
    ['has an empty name', asking('')],
  ] as const)
    it(`is ours where it ${what}`, () => {
      assert.deepEqual(scheduledBy(given, 'warmseats-packing'), asking('warmseats-packing'))
    })
  it('stays where it names another', () => {
    const other = asking('hub-user-scheduler')
    assert.equal(scheduledBy(other, 'warmseats-packing'), other)
  })
  it('stays where none is to be given', () => assert.equal(scheduledBy(pod, ''), pod))
})
