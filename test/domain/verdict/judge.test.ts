/** Verdicts as decisions make them: looked at once a minute while people come, said once. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { minuteOf } from '../../../src/domain/cluster/arrivals.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import type { Decision } from '../../../src/domain/decide/decision.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { countAt } from '../../../src/domain/verdict/life.ts'
import { poolLabels, userPool } from '../../support/config.ts'
import { wake } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed, type World } from '../../support/observed.ts'
import { pod, several } from '../../support/pod.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'

const config = userPool({ seat: { requests: { memory: '2Gi' } }, forecast: { reactions: 'on' } })
const LAB = { title: 'Lab', from: '09:00', to: '10:00', asks: { user: { students: 30 } } }
const nodes = several(5, (n) => node({ name: `n${n}`, memory: '16Gi' }))

/** Twenty people at 09:01, three of whom had to wait for 90 s. */
const people = several(20, (n) =>
  pod({
    ...{ user: `u${n}`, on: `n${1 + (n % 5)}`, memory: '2Gi', nodeSelector: poolLabels('user') },
    created: at('09:01'),
    runningAt: at('09:01') + (n <= 3 ? 90 : 3) * SECOND,
  }),
)

/** All decisions from 08:00 on, people coming at 09:01. */
function lived(before: World, after: World, untilMs: number, memory: Memory = NO_MEMORY): Decision[] {
  const quiet = observed({ config, nodes, events: [LAB], ...before })
  const first = decide(quiet, memory, at('08:00'))
  const early = [first, ...wake(first, quiet, at('09:02'))]
  const busy = observed({ config, nodes, events: [LAB], ...after })
  const came = decide(busy, early.at(-1)?.memory ?? NO_MEMORY, at('09:02'))
  return [...early, came, ...wake(came, busy, untilMs)]
}
const verdictsIn = (decisions: readonly Decision[]) =>
  decisions.flatMap(({ atMs, verdicts }) => verdicts.map((verdict) => ({ atMs, verdict })))

describe('a class', () => {
  it('has its verdict when its people have come, once', () => {
    const decisions = lived({}, { pods: people }, at('10:40'))
    const [only, ...more] = verdictsIn(decisions)
    assert.deepEqual(more, [])
    assert.equal(only?.atMs, at('09:45'))
    const { announced, came, late, longestMs, title } = only.verdict
    assert.deepEqual(
      { announced, came, late, longestMs, title },
      { announced: 30, came: 20, late: 3, longestMs: 90_000, title: 'Lab' },
    )
    const { title: _, ...kept } = only.verdict
    assert.deepEqual(Object.values(decisions.at(-1)?.memory.verdicts.verdicts ?? {}), [kept])
    assert.ok(!/Lab/.test(JSON.stringify(decisions.at(-1)?.memory)), 'titles are private')
  })
  it('has it also where the pool does not react', () => {
    const off = userPool({ seat: { requests: { memory: '2Gi' } }, forecast: { reactions: 'off', history: 'off' } })
    const [only] = verdictsIn(lived({ config: off }, { config: off, pods: people }, at('10:40')))
    assert.deepEqual([only?.verdict.came, only?.verdict.late], [20, 3])
  })
  it('has it from a new process too, which cannot see who left', () => {
    const before = lived({}, { pods: people }, at('09:30')).at(-1)?.memory ?? NO_MEMORY
    const alone = observed({ config, nodes, events: [LAB] })
    const restarted = decide(alone, before, at('09:46'))
    assert.deepEqual(
      restarted.verdicts.map(({ came, late }) => [came, late]),
      [[20, 3]],
    )
  })
  it('that was over long before anybody looked has none', () => {
    const late = decide(observed({ config, nodes, events: [LAB], pods: people }), NO_MEMORY, at('10:46'))
    assert.deepEqual(late.verdicts, [])
  })
})

describe('a pool', () => {
  it('is looked at once a minute while people come, and not at night', () => {
    const decisions = lived({}, { pods: people }, at('10:40'))
    const open = decisions.at(-1)?.memory.verdicts.lives.user?.open
    assert.ok(open)
    for (let ms = at('08:30'); ms < at('09:45'); ms += MINUTE)
      assert.ok((countAt(open, minuteOf(ms)) ?? 0) > 0, new Date(ms).toISOString())
    const [evening] = lived({}, {}, at('09:03'))
    assert.deepEqual(evening?.memory.verdicts, { lives: {}, verdicts: {} })
  })
})
