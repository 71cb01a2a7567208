import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { InputError } from '../../../src/commands/read-input.ts'
import { planOf, type RehearseOptions } from '../../../src/commands/rehearse/options.ts'

const options: RehearseOptions = { pool: 'user', users: '28', over: '2m', keep: '0', patience: '30m', output: 'text' }

describe('warmseats rehearse', () => {
  it('reads its options', () =>
    assert.deepEqual(planOf({ ...options, keep: '90' }, 'k3x9'), {
      run: 'k3x9',
      pool: 'user',
      users: 28,
      overMs: 120_000,
      keepMs: 90_000,
      patienceMs: 1_800_000,
    }))

  const refused: [Partial<RehearseOptions>, RegExp][] = [
    [{ users: '0' }, /--users 0 is no whole number from 1 to 5000/],
    [{ users: '5001' }, /--users 5001 is no whole number/],
    [{ users: '2.5' }, /--users 2\.5/],
    [{ users: 'many' }, /--users many/],
    [{ over: 'soon' }, /--over soon is no duration; write it like 90s, 2m or 1h30m/],
    [{ keep: '-5m' }, /--keep -5m is no duration/],
    [{ patience: '2d' }, /--patience 2d is more than a day/],
  ]
  for (const [wrong, says] of refused)
    it(`refuses ${JSON.stringify(wrong)}`, () =>
      assert.throws(
        () => planOf({ ...options, ...wrong }, 'k3x9'),
        (error) => error instanceof InputError && says.test(error.message),
      ))
})
