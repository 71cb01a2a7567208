import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { besideEachOther, forClass, largerOf } from '../../../src/domain/target/together.ts'
import { fc } from '../../support/properties.ts'

const target = (placeholders: number, because: string, withoutRoom = placeholders) => ({
  placeholders,
  withoutRoom,
  because,
})
const spare = target(2, 'the config asks 2', 3)
const lecture = target(13, '"Lecture" asks 350 students', 14)
const seats = target(4, '"Lecture" asks 100 seats')

describe('spare room and a class', () => {
  it('add up, and the sentence names both', () =>
    assert.deepEqual(besideEachOther(spare, [lecture], true), {
      placeholders: 15,
      withoutRoom: 17,
      sentences: ['2 for whoever comes: the config asks 2', '13 beside: "Lecture" asks 350 students'],
    }))
  it("of what is asked in people's units the largest counts", () => assert.equal(forClass([seats, lecture]), 13))
  it('what asks for nothing explains nothing', () => {
    const nothing = target(0, 'the config asks 0')
    assert.deepEqual(besideEachOther(nothing, [lecture], false).sentences, ['"Lecture" asks 350 students'])
    assert.deepEqual(besideEachOther(nothing, [], false).sentences, ['the config asks 0'])
  })
  it('within: the larger of the two', () => {
    const { placeholders, withoutRoom, sentences } = largerOf(spare, [lecture], true)
    assert.deepEqual([placeholders, withoutRoom], [13, 14])
    assert.equal(sentences.length, 2)
  })
  it('together are never fewer than the larger, and never more than both', () =>
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.nat(50)), (count, counts) => {
        const [one, people] = [target(count, ''), counts.map((each) => target(each, ''))]
        const [beside, within] = [besideEachOther(one, people, true), largerOf(one, people, true)]
        assert.ok(beside.placeholders >= within.placeholders)
        assert.ok(beside.placeholders <= count + Math.max(0, ...counts))
      }),
    ))
})
