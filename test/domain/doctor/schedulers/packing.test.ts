import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { type PackingInput, packingExamined } from '../../../../src/domain/doctor/schedulers/packing.ts'
import { config } from '../../../support/config.ts'
import { only } from '../support.ts'

const OF_THE_HUB = { namespace: 'hub', name: 'user-scheduler', image: 'registry.k8s.io/kube-scheduler:v1.35.0' }
const profiles = (values: object) => config({ profiles: values }).profiles
const examine = (more: Partial<PackingInput> = {}) =>
  packingExamined({
    userSchedulers: [],
    packs: false,
    packingName: 'warmseats-packing',
    profiles: profiles({}),
    autoscales: true,
    ...more,
  })

describe('whether users are packed', () => {
  for (const [by, more] of [
    ['hub/user-scheduler', { userSchedulers: [OF_THE_HUB] }],
    ['the packing scheduler warmseats-packing', { packs: true }],
    ['profiles.sitTogether', { profiles: profiles({ enabled: true, sitTogether: true }) }],
  ] as const)
    it(`by ${by}`, () => {
      assert.deepEqual(
        [examine(more).findings, examine(more).well],
        [[], [`users fill one node before the next, by ${by}`]],
      )
    })

  for (const [what, more] of [
    ['none of the three is on', {}],
    ['the wish reaches no pod, without profiles', { profiles: profiles({ sitTogether: true }) }],
    [
      'the wish reaches no pod, with neither webhook nor API',
      { profiles: profiles({ enabled: true, sitTogether: true, webhook: { enabled: false } }) },
    ],
  ] as const)
    it(`nobody does: ${what}`, () => {
      assert.match(only(examine(more)), /^warning scheduling\.userScheduler: nobody packs users: /)
    })

  it('the mend is the values of zero-to-jupyterhub, or ours', () => {
    const [, theirs = '', ours = ''] =
      /^(.*?) {2}# .*: (packingScheduler: .*)$/.exec(examine().findings[0]?.mend ?? '') ?? []
    assert.deepEqual(load(theirs), { scheduling: { userScheduler: { enabled: true } } })
    assert.deepEqual(load(ours), { packingScheduler: { enabled: true } })
  })

  it('nothing is said where no autoscaler takes nodes away', () => {
    assert.deepEqual([examine({ autoscales: false }).findings, examine({ autoscales: false }).well], [[], []])
  })

  it('both are one too many', () => {
    const both = examine({ userSchedulers: [OF_THE_HUB], packs: true })
    assert.match(
      only(both),
      /^warning packingScheduler: zero-to-jupyterhub's user scheduler \(hub\/user-scheduler\) is on/,
    )
  })
})
