import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Pod } from '../../../src/domain/cluster/pod.ts'
import { type Sorted, type StrandingMemory, sortPlaceholders } from '../../../src/domain/target/placeholders.ts'
import { config } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { at, SECOND } from '../../support/time.ts'

const two = config({ nodePools: { user: {}, gpu: {} } })
const nodes = new Map(['n1', 'n2'].map((name) => [name, node({ name })]))

const sort = (
  pods: readonly Pod[],
  {
    before = {},
    now = at('09:00'),
    usable = ['n1'],
  }: { before?: StrandingMemory; now?: number; usable?: string[] } = {},
): Sorted => sortPlaceholders(pods, nodes, new Set(usable), two, before, now)

const counts = (sorted: Sorted, pool = 'user') => {
  const { bound = 0, unbound = 0, stranded = [] } = sorted.byPool.get(pool) ?? {}
  return [bound, unbound, stranded.length]
}

describe('placeholders, counted by pool', () => {
  it('bound and waiting', () => {
    const sorted = sort([
      pod({ placeholder: 'user', on: 'n1' }),
      pod({ placeholder: 'user' }),
      pod({ placeholder: 'user' }),
      pod({ placeholder: 'gpu', on: 'n1' }),
    ])
    assert.deepEqual(counts(sorted), [1, 2, 0])
    assert.deepEqual(counts(sorted, 'gpu'), [1, 0, 0])
  })
  it('those being deleted are no more', () => {
    assert.deepEqual(
      counts(
        sort([pod({ placeholder: 'user', on: 'n1', deleting: true }), pod({ placeholder: 'user', deleting: true })]),
      ),
      [0, 0, 0],
    )
  })
  it('those of no pool of the config are nobody’s', () => {
    assert.equal(sort([pod({ placeholder: 'gone', on: 'n1' })]).byPool.size, 0)
  })
  it('the highest priority that one of them has', () => {
    const priorityOf = (...priorities: readonly (number | undefined)[]) =>
      sort(
        priorities.map((priority) =>
          pod({ placeholder: 'user', on: 'n1', ...(priority === undefined ? {} : { priority }) }),
        ),
      ).byPool.get('user')?.priority
    assert.deepEqual([priorityOf(undefined), priorityOf(-20, -10, undefined), priorityOf(0)], [undefined, -10, 0])
  })
  it('the longest wait and the last bind are told', () => {
    const sorted = sort([
      pod({ placeholder: 'user', unschedulableSince: at('08:50') }),
      pod({ placeholder: 'user', unschedulableSince: at('08:40') }),
      pod({ placeholder: 'user' }),
      pod({ placeholder: 'user', on: 'n1', boundAt: at('08:55') }),
      pod({ placeholder: 'user', on: 'n1', boundAt: at('08:45') }),
    ]).byPool.get('user')
    assert.deepEqual([sorted?.unschedulableSinceMs, sorted?.lastBoundMs], [at('08:40'), at('08:55')])
  })
})

describe('a bound placeholder whose node is not usable', () => {
  for (const [name, on] of [
    ['cordoned, not Ready or leaving', 'n2'],
    ['gone', 'vanished'],
  ] as const) {
    const lost = pod({ placeholder: 'user', on, uid: 'lost' })
    const fine = pod({ placeholder: 'user', on: 'n1' })

    it(`(${name}) is bound still for 10 s`, () => {
      const first = sort([lost, fine])
      assert.deepEqual(counts(first), [2, 0, 0])
      assert.equal(first.revisitAt, at('09:00') + 10 * SECOND)
      const later = sort([lost, fine], { before: first.stranding, now: at('09:00') + 9_999 })
      assert.deepEqual(counts(later), [2, 0, 0])
      assert.equal(later.revisitAt, at('09:00') + 10 * SECOND)
    })
    it(`(${name}) is stranded after 10 s, and counts as unbound`, () => {
      const { stranding } = sort([lost, fine])
      const later = sort([lost, fine], { before: stranding, now: at('09:00') + 10 * SECOND })
      assert.deepEqual(counts(later), [1, 1, 1])
      assert.deepEqual(
        later.byPool.get('user')?.stranded.map((one) => one.uid),
        ['lost'],
      )
      assert.equal(later.revisitAt, undefined)
    })
  }
  it('is as before when its node is usable again in time, and the 10 s begin anew', () => {
    const lost = pod({ placeholder: 'user', on: 'n2', uid: 'lost' })
    const { stranding } = sort([lost])
    const back = sort([lost], { before: stranding, now: at('09:00:05'), usable: ['n1', 'n2'] })
    assert.deepEqual(back.stranding, {})
    const again = sort([lost], { before: back.stranding, now: at('09:00:11') })
    assert.deepEqual(counts(again), [1, 0, 0])
    assert.equal(again.revisitAt, at('09:00:21'))
  })
  it('is forgotten once it is being deleted or gone', () => {
    const deleted = pod({ placeholder: 'user', on: 'n2', uid: 'lost', deleting: true })
    assert.deepEqual(sort([deleted], { before: { lost: at('08:59') } }).stranding, {})
    assert.deepEqual(sort([], { before: { lost: at('08:59') } }).stranding, {})
  })
})
