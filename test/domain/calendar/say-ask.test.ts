import assert from 'node:assert/strict'
import { it } from 'node:test'
import { sayAmounts } from '../../../src/domain/calendar/say-ask.ts'

it('amounts are said with their unit, one and several; no placeholders only where nothing else is asked', () => {
  const zero = { unit: 'integer', amount: 0 } as const
  assert.equal(
    sayAmounts([
      { unit: 'students', amount: 350 },
      { unit: 'integer', amount: 1 },
    ]),
    '350 students and 1 placeholder',
  )
  assert.equal(sayAmounts([zero, { unit: 'students', amount: 1 }]), '1 student')
  assert.equal(sayAmounts([zero]), '0 placeholders')
  const auto = { unit: 'students', amount: 0, isAuto: true } as const
  assert.equal(sayAmounts([zero, auto]), 'as many students as come')
  assert.equal(sayAmounts([{ ...auto, amount: 30 }]), '30 students and as many as come')
  assert.equal(sayAmounts([{ unit: 'students', amount: 85, isExpected: true }]), '85 students expected')
})
