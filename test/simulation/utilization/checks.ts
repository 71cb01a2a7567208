/** What holds of the policy in all shipped scenarios, beside the rule that it comes from. */
import assert from 'node:assert/strict'
import type { Placement } from '../../../src/simulation/actors/scheduler.ts'
import { between, keeps } from '../../docs/support.ts'
import { type Compared, figures, longerBy, sum } from './compared.ts'

/** Who is the last on a node decides when it goes: some minutes of a single node are nobody's saving. Node-hours. */
const MINUTES_OF_A_NODE = 0.1

/** All scenarios together, before the policy stopped asking for nodes: without and with the default `minNodes`. Node-hours. */
const BEFORE = { spread: { packed: 628, atMinimum: 680.1 }, pack: { packed: 576.8, atMinimum: 577.1 } } as const

type Check = (all: readonly Compared[], placement: Placement) => void

export const CHECKS: Readonly<Record<string, Check>> = {
  'with the policy nobody waits longer': (all) => {
    for (const { name, bare, packed, atMinimum } of all)
      for (const one of [packed, atMinimum]) assert.deepEqual(longerBy(bare, one), [], name)
  },
  'it costs no more node-hours than without, in any scenario, nor in all together': (all) => {
    for (const key of ['packed', 'atMinimum'] as const) {
      for (const one of all) {
        const [with_, without] = [one[key].nodeHours.paid, one.bare.nodeHours.paid]
        assert.ok(with_ <= without + MINUTES_OF_A_NODE, `${one.name}, ${key}: ${with_}, without ${without}`)
      }
      const total = (of: typeof key | 'bare') => sum(all, (one) => one[of].nodeHours.paid)
      assert.ok(total(key) <= total('bare') + MINUTES_OF_A_NODE, `${key}: ${total(key)}, without ${total('bare')}`)
    }
  },
  'it saves at least as much as it did while it asked for nodes': (all, placement) => {
    for (const key of ['packed', 'atMinimum'] as const) {
      const total = sum(all, (one) => one[key].nodeHours.paid)
      assert.ok(total <= BEFORE[placement][key], `${key}: ${total}, before ${BEFORE[placement][key]}`)
    }
  },
  'hardly a node boots because of a cordon within 10 minutes: only for people whom nobody expected': (all) => {
    for (const { name, packed, atMinimum } of all)
      for (const one of [packed, atMinimum]) assert.ok(one.cordons.bootsCaused <= 1, name)
    const caused = (of: 'packed' | 'atMinimum' | 'data8') => sum(all, (one) => one[of].cordons.bootsCaused)
    for (const key of ['packed', 'atMinimum'] as const)
      assert.ok(caused(key) <= caused('data8') / 50, `${caused(key)} against ${caused('data8')}`)
    assert.ok(sum(all, ({ packed }) => packed.cordons.cordons) > 50, 'it did cordon')
  },
  'a minimum boots nothing: empty nodes that the autoscaler removes are not asked for again': (all) => {
    // Other cordons at other times may be one boot's difference.
    for (const { name, packed, atMinimum } of all)
      assert.ok(atMinimum.boots <= packed.boots + 1, `${name}: ${atMinimum.boots}, ${packed.boots} without a minimum`)
  },
  'the rule of data-8 flips more cordons, lets people wait longer, and boots what it cordoned': (all) => {
    const flips = (of: 'packed' | 'data8') => sum(all, (one) => one[of].cordons.flips)
    assert.ok(flips('packed') < flips('data8'), `${flips('packed')} against ${flips('data8')}`)
    assert.ok(sum(all, ({ bare, data8 }) => longerBy(bare, data8).length) > 0)
    assert.ok(sum(all, ({ data8 }) => data8.cordons.bootsCaused) > 0)
  },
  'docs/utilization-simulated.md has the figures': (all, placement) =>
    keeps('docs/utilization-simulated.md', (text) => between(text, placement, figures(all))),
}
