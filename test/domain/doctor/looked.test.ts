import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ifSeen, seen, unseen } from '../../../src/domain/doctor/looked.ts'

const check = (count: number) => ({ well: [`${count} nodes`] })

it('what was seen is checked', () => {
  const { well, unchecked } = ifSeen(seen(3), 'pools', 'whether there are nodes', check)
  assert.deepEqual([well, unchecked], [['3 nodes'], []])
})

it('what was not is never taken for well', () => {
  const { well, findings, unchecked } = ifSeen(unseen('forbidden'), 'pools', 'whether there are nodes', check)
  assert.deepEqual([well, findings], [[], []])
  assert.deepEqual(unchecked, [{ what: 'whether there are nodes', because: 'forbidden' }])
})
