import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Step } from '../../../src/domain/act/step.ts'
import { userPool } from '../../support/config.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, MINUTE, SECOND } from '../../support/time.ts'
import { replicas, stateObject } from '../support/notify.ts'

const START = at('09:00')
const CONFIG = userPool({}, { notify: [{ name: 'on-call', type: 'slack', secret: { name: 'chat' } }] })
const stepOf = (leading: boolean): Step => stepAt('09:00', { config: CONFIG }, { leading })

describe('that nobody leads', () => {
  const leaderless = (sinceMs: () => number | undefined) => (name: string) => ({ name, leaderlessSinceMs: sinceMs })
  it('is told by one of those who do not, after a minute, and by the next leader that it is over', async () => {
    const { start, advance, said } = replicas(stateObject(), START)
    let sinceMs: number | undefined = START
    const all = ['a', 'b', 'c'].map((name) => start(leaderless(() => sinceMs)(name)))
    for (const { step } of all) step(stepOf(false))
    await advance(59 * SECOND)
    assert.deepEqual(said, [])
    await advance(MINUTE)
    assert.deepEqual(said, ['a begun leader'])
    sinceMs = undefined
    for (const [at, { step }] of all.entries()) step(stepOf(at === 2))
    await advance(3 * MINUTE)
    assert.deepEqual(said, ['a begun leader', 'c over leader'])
  })
  it('is told by each once where nothing can be written down, and by each that it is over', async () => {
    const { start, advance, said } = replicas(
      stateObject(() => true),
      START,
    )
    let sinceMs: number | undefined = START
    const all = ['a', 'b'].map((name) => start(leaderless(() => sinceMs)(name)))
    for (const { step } of all) step(stepOf(false))
    await advance(10 * MINUTE)
    assert.deepEqual(said.toSorted(), ['a begun leader', 'b begun leader'])
    sinceMs = undefined
    await advance(MINUTE)
    assert.deepEqual(said.slice(2).toSorted(), ['a over leader', 'b over leader'])
  })
  it('is not told at a takeover', async () => {
    const { start, advance, said } = replicas(stateObject(), START)
    let sinceMs: number | undefined = START
    const { step } = start(leaderless(() => sinceMs)('a'))
    step(stepOf(false))
    await advance(20 * SECOND)
    sinceMs = undefined
    step(stepOf(true))
    await advance(2 * MINUTE)
    assert.deepEqual(said, [])
  })
})
