import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { askedIn } from '../../../src/domain/answers/asked.ts'
import { config as configOf } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { at, MINUTE } from '../../support/time.ts'

const config = configOf({
  nodePools: {
    user: { seat: { requests: { memory: '3800Mi' } }, onePerNode: true, maxPlaceholders: 10 },
    lab: { onePerNode: true },
  },
})
const SAME = { from: '10:00', to: '11:00' }
const WORLD: World = {
  config,
  nodes: [node({ name: 'n1' })],
  events: [
    { uid: 'a', title: 'Data 8', ...SAME, asks: { user: { students: 60 }, lab: { nodes: 2 } } },
    { uid: 'b', title: 'Physics', from: '10:30', to: '12:00', asks: { user: { students: 40 } } },
    { uid: 'c', title: 'Staff', ...SAME, asks: {} },
  ],
}
const asked = (uid: string, start = '10:00', world = WORLD) => askedIn(decideAt('08:00', world), config)(uid, at(start))

describe('what a class asks', () => {
  it('is pool by pool what it needs alone, from when, and when that is there', () => {
    const [user, lab] = asked('a').toSorted((x, y) => y.pool.localeCompare(x.pool))
    assert.deepEqual(user?.need, { seats: 60, placeholders: 8, nodes: 8 })
    assert.deepEqual([user?.fromMs, user?.readyMs, user?.bootMs], [at('09:50'), at('10:00'), 10 * MINUTE])
    assert.deepEqual([lab?.pool, lab?.nodes, lab?.need.seats], ['lab', 2, 0])
  })
  it('is short with what others ask in its time, though each fits alone', () => {
    const short = asked('a').find(({ pool }) => pool === 'user')?.shortfall
    assert.deepEqual([short?.ahead.events, short?.limit.most, short?.short], [['Data 8', 'Physics'], 10, 20])
    const events = (WORLD.events ?? []).filter(({ uid }) => uid !== 'b')
    assert.equal(asked('a', '10:00', { ...WORLD, events }).find(({ pool }) => pool === 'user')?.shortfall, undefined)
  })
  it('is nothing of one that asks for nothing, or is at another time', () => {
    assert.deepEqual(asked('c'), [])
    assert.deepEqual(asked('a', '11:00'), [])
  })
})
