import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type JudgedBy, judge, stands } from '../../../src/domain/room/judged.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { viewOf } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'

describe('a judgement stands', () => {
  const config = userPool({ nodeGracePeriod: '10m' })
  const by: JudgedBy = { config, images: new Map(), assumeSettled: false, nowMs: at('09:00') }
  const occupancy = viewOf([pod({ user: 'ada', on: 'n1', memory: '1Gi' })]).occupancy.get('n1')
  const young = node({ readySince: at('08:55') })
  const first = judge(young, occupancy, undefined, undefined, by)
  const before = first.room?.memory
  const again = judge(young, occupancy, before, first, by)
  const isSame = (more: Partial<JudgedBy> = {}) => stands(again, occupancy, before, { ...by, ...more })

  it('once what is remembered of the node was found to be the same, until its grace is over', () => {
    assert.equal(stands(first, occupancy, before, by), false)
    assert.deepEqual(
      [again.room?.judgement.at, isSame(), isSame({ nowMs: at('09:04') }), isSame({ nowMs: at('09:05') })],
      ['grace', true, true, false],
    )
  })
  it('not before the instant that it was made for', () => assert.equal(isSame({ nowMs: at('09:00') - 1 }), false))
  it('not with other pods, another memory, other images, or grace that does not count', () => {
    assert.equal(stands(again, viewOf([pod({ user: 'bob', on: 'n1' })]).occupancy.get('n1'), before, by), false)
    assert.equal(stands(again, occupancy, { ...before }, by), false)
    assert.equal(isSame({ images: new Map([['user', { images: [], secrets: [] }]]) }), false)
    assert.equal(isSame({ assumeSettled: true }), false)
  })
  it('not where the times of the node lie ahead of the clock', () => {
    const ahead = node({ readySince: at('09:00') + MINUTE })
    const seen = judge(ahead, occupancy, {}, undefined, by)
    const memory = seen.room?.memory
    assert.equal(stands(judge(ahead, occupancy, memory, seen, by), occupancy, memory, by), false)
  })
  it('of a node of no pool while its pods are the same', () => {
    const other = judge(node({ pool: null }), occupancy, undefined, undefined, by)
    assert.deepEqual(
      [other.room, stands(other, occupancy, undefined, by), stands(other, undefined, undefined, by)],
      [undefined, true, false],
    )
  })
})
