import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classOf } from '../../../src/domain/snapshot/class-of.ts'
import { apply, nodeWrite } from '../../support/action.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const events = [
  { title: 'Data 8', from: '09:00', to: '10:00', asks: { user: { students: 40 } } },
  { title: 'Physics', from: '09:00', to: '10:00', asks: { user: { students: 20 } } },
  { title: 'Chemistry', from: '13:00', to: '14:00', asks: { user: 2 } },
]
const ofAt = (time: string) => classOf(apply({ to: 3 }), stepAt(time, { events }), at(time))

describe('whom an action was for', () => {
  const both = ['Data 8', 'Physics']
  for (const [time, titles] of [
    ['08:00', undefined],
    ['08:52', both],
    ['09:40', both],
    ['10:40', undefined],
    ['12:55', undefined],
    ['13:10', ['Chemistry']],
    ['14:10', ['Chemistry']],
    ['14:20', undefined],
  ] as const)
    it(`${time}: ${titles?.join(' and ') ?? 'for no class'}`, () => assert.deepEqual(ofAt(time)?.titles, titles))

  it('says when the class starts', () => assert.equal(ofAt('09:10')?.startsAt, '2026-03-24T09:00:00Z'))
  it('is nobody, where a node was written, or nothing is decided yet', () => {
    assert.equal(classOf(nodeWrite({ name: 'n1' }), stepAt('09:10', { events }), at('09:10')), undefined)
    assert.equal(classOf(apply({ to: 3 }), undefined, at('09:10')), undefined)
  })
})
