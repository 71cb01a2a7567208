import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sayAsked, sayLead, saySize } from '../../../src/server/try/words.ts'
import { MINUTE } from '../../support/time.ts'

const SCALE = { placeholder: {}, isGuess: false, perPlaceholder: 16, seat: { memory: 1 } }

describe('the words of an answer', () => {
  it('name units as people do', () => {
    assert.equal(
      sayAsked({
        asks: [
          { unit: 'students', amount: 350 },
          { unit: 'integer', amount: 1 },
        ],
      }),
      '350 students and 1 placeholder',
    )
  })
  it('turn seats into nodes as far as sizes are known', () => {
    assert.equal(
      saySize({ need: { seats: 120, placeholders: 8, nodes: 8 }, scale: SCALE }),
      '120 seats → 8 placeholders → 8 nodes',
    )
    assert.equal(saySize({ need: { seats: 0, placeholders: 1, nodes: 1 }, scale: SCALE }), '1 placeholder → 1 node')
    assert.match(
      saySize({ need: { seats: 120, placeholders: 8 }, scale: SCALE }),
      /how many nodes that is, no node has told yet$/,
    )
    const { seat: _, ...unknown } = SCALE
    assert.match(
      saySize({ need: { seats: 120, placeholders: 120 }, scale: unknown }),
      /^120 seats; how large a seat is/,
    )
  })
  it('say when room opens', () => {
    assert.deepEqual([10 * MINUTE, 0, -5 * MINUTE].map(sayLead), [
      '10 min before it begins',
      'as it begins',
      '5 min after it began',
    ])
  })
})
