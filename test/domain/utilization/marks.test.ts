import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  CORDONED_AT,
  cordonFor,
  cordonMarks,
  hasStaleMarks,
  isSwitchedOff,
  NOT_BEFORE,
  notBeforeOf,
  ownCordonOf,
  SWITCH,
  uncordonMarks,
} from '../../../src/domain/utilization/marks.ts'
import { node } from '../../support/node.ts'
import { at } from '../../support/time.ts'
import { cordonedByUs } from '../../support/utilization.ts'

describe('our cordon', () => {
  it('is one with our marks', () => {
    assert.deepEqual(ownCordonOf(node(cordonedByUs('09:00', 'empty'))), { atMs: at('09:00'), because: 'empty' })
  })
  it('is seen by the taint too, before the field', () => {
    const taints = [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]
    assert.ok(ownCordonOf(node({ ...cordonedByUs('09:00'), cordoned: false, taints })))
  })
  for (const [what, spec] of [
    ["a person's has no marks", { cordoned: true }],
    ['marks without an instant are nobody’s', { cordoned: true, annotations: { [CORDONED_AT]: 'soon' } }],
    ['an uncordoned node has none', { ...cordonedByUs('09:00'), cordoned: false }],
  ] as const)
    it(what, () => assert.equal(ownCordonOf(node(spec)), undefined))

  it('leaves stale marks when a person uncordons the node', () => {
    assert.ok(hasStaleMarks(node({ ...cordonedByUs('09:00'), cordoned: false }), undefined))
    assert.ok(!hasStaleMarks(node(cordonedByUs('09:00')), undefined))
    assert.ok(!hasStaleMarks(node(), undefined))
  })
  it('says when and why, and forgets what an earlier one left, its release too', () => {
    const marks = cordonMarks(at('09:00'), 'empty')
    assert.deepEqual(Object.values(marks), ['2026-03-24T09:00:00Z', 'empty', null, null])
  })
  it('leaves nothing behind but until when the node is to be left alone', () => {
    assert.deepEqual(new Set(Object.values(uncordonMarks())), new Set([null]))
    const annotations = { [NOT_BEFORE]: uncordonMarks(at('11:00'))[NOT_BEFORE] ?? '' }
    assert.equal(notBeforeOf(node({ annotations })), at('11:00'))
  })
})

describe('a cordon of the policy', () => {
  const [us, them] = [
    { namespace: 'hub', name: 'a-state' },
    { namespace: 'hub', name: 'b-state' },
  ]
  const cordonedBy = (release: typeof us | undefined, cordoned = true) => {
    const marks = Object.entries(cordonMarks(at('09:00'), 'empty', release))
    return node({
      cordoned,
      annotations: Object.fromEntries(marks.filter((mark): mark is [string, string] => !!mark[1])),
    })
  }
  const table = [
    ['of the release itself', us, us, true],
    ['of another release', them, us, false],
    ['of no release, as `warmseats scale` puts on', undefined, us, true],
    ['of no release, for nobody in particular', undefined, undefined, true],
    ['of a release, for nobody in particular', us, undefined, false],
  ] as const
  for (const [what, of, by, mayDecide] of table) {
    it(`${what} is ${mayDecide ? 'there to decide on' : 'left alone'}`, () =>
      assert.equal(cordonFor(cordonedBy(of), by) !== undefined, mayDecide))
    it(`${what}, uncordoned by a person: its marks are ${mayDecide ? 'removed' : 'left'}`, () =>
      assert.equal(hasStaleMarks(cordonedBy(of, false), by), mayDecide))
  }
})

describe('the kill switch', () => {
  for (const [text, expected] of [
    [undefined, false],
    ['', false],
    ['on', false],
    [' On ', false],
    ['off', true],
    ['OFF', true],
    ['of', true],
    ['false', true],
  ] as const)
    it(`${text}: ${expected ? 'off' : 'on'}`, () =>
      assert.equal(isSwitchedOff(text === undefined ? undefined : { [SWITCH]: text }), expected))
})
