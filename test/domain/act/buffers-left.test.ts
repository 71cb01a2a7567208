import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { diff } from '../../../src/domain/act/diff.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { buffer, buffers } from '../../support/buffer/buffer.ts'
import { config, userPool } from '../../support/config.ts'
import { observed, type World } from '../../support/observed.ts'
import { at, HOUR } from '../../support/time.ts'

const LAB = config({ nodePools: { lab: {} } })

/** Some time after it was first seen so. */
function after(laterMs: number, world: World) {
  const seen = observed(world)
  const first = decide(seen, NO_MEMORY, at('09:00'))
  const later = decide(seen, first.memory, at('09:00') + laterMs)
  const { actions, problems } = diff(later, seen)
  return { removed: actions.filter(({ type }) => type === 'delete buffer'), problems, lent: later.memory.lent }
}

describe('a buffer that no pool wants', () => {
  it('stays for the fall window after its pool left, is remembered as long, and that is said', () => {
    const { removed, problems, lent } = after(1, { config: LAB, buffers: buffers(buffer()) })
    assert.deepEqual(removed, [])
    assert.deepEqual(lent, { 'capacitybuffer/user-placeholder': { count: 0 } })
    assert.match(problems.map(({ text }) => text).join(), /CapacityBuffer user-placeholder is removed after/)
  })
  it('is removed then', () => assert.equal(after(HOUR, { config: LAB, buffers: buffers(buffer()) }).removed.length, 1))
  it('is removed at once where something else holds the room of its pool', () =>
    assert.equal(after(1, { config: userPool(), buffers: buffers(buffer()) }).removed.length, 1))
  it('is forgotten when it is gone, and not while nobody can tell', () => {
    const before = { ...NO_MEMORY, lent: { 'capacitybuffer/user-placeholder': { count: 0 } } }
    const lentAfter = (world: World) => decide(observed({ config: LAB, ...world }), before, at('09:00')).memory.lent
    assert.deepEqual(lentAfter({ buffers: buffers() }), {})
    assert.deepEqual(lentAfter({}), before.lent)
  })
  it('of others stays, and so does ours while a slip names no pool', () => {
    assert.deepEqual(after(HOUR, { config: LAB, buffers: buffers(buffer({ owner: 'theirs' })) }).removed, [])
    const nothing = { ...LAB, pools: new Map() }
    assert.deepEqual(after(HOUR, { config: nothing, buffers: buffers(buffer()) }).removed, [])
  })
})
