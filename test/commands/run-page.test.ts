import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problem } from '../../src/domain/problem.ts'
import type { Snapshot } from '../../src/domain/snapshot/snapshot.ts'
import { userPool } from '../support/config.ts'
import { deployment } from '../support/deployment.ts'
import { stepAt } from '../support/snapshot.ts'
import { serve, type Told, toldPage } from '../support/status-page.ts'
import { at, SECOND } from '../support/time.ts'

const two = userPool({ replicas: 2 })
const world = { config: two, deployments: [deployment({ config: two, replicas: 1 })] }

/** A page whose time the test moves, and what it says. */
async function page() {
  let nowMs = at('09:00')
  let asked = 0
  const told: Told = toldPage({
    now: () => nowMs,
    missing: () => {
      asked += 1
      return ['the list of pods']
    },
  })
  const server = await serve(told)
  return {
    ...told,
    /** How many snapshots were made. */
    made: () => asked,
    pass: (ms: number) => {
      nowMs += ms
    },
    says: async () => (await (await fetch(`${server.url}status.json`)).json()) as Snapshot,
    [Symbol.asyncDispose]: () => server.close(),
  }
}

describe('the page at work', () => {
  it('begins by saying what it waits for, then shows the latest step', async () => {
    await using told = await page()
    assert.match((await told.says()).verdict.text, /waiting for the list of pods/)
    told.pass(SECOND)
    told.step(stepAt('09:00', world))
    assert.equal((await told.says()).pools[0]?.desired, 2)
  })

  it('makes nothing of steps that nobody looks at', async () => {
    await using told = await page()
    for (let count = 0; count < 100; count += 1) told.step(stepAt('09:00', world))
    assert.equal(told.made(), 0)
  })

  it('makes one snapshot for many readers, and another when something is new or a second has passed', async () => {
    await using told = await page()
    told.step(stepAt('09:00', world))
    await Promise.all([told.says(), told.says(), told.says()])
    assert.equal(told.made(), 1)
    told.pass(500)
    await told.says()
    assert.equal(told.made(), 1)
    told.step(stepAt('09:00', world))
    await told.says()
    assert.equal(told.made(), 2)
    told.pass(SECOND)
    await told.says()
    assert.equal(told.made(), 3)
  })

  it('in a burst makes two a second', async () => {
    await using told = await page()
    for (let count = 0; count < 50; count += 1) {
      told.step(stepAt('09:00', world))
      await told.says()
      told.pass(20)
    }
    assert.equal(told.made(), 2)
  })

  it('remembers what became of actions', async () => {
    await using told = await page()
    const step = stepAt('09:00', world)
    told.step(step)
    const [action] = step.difference.actions
    assert.ok(action)
    told.page.outcome({ action, effect: { at: 'failed', because: 'forbidden' }, tookMs: 5 })
    const { actions, verdict } = await told.says()
    assert.deepEqual(
      actions.map(({ what, from, to, result, error }) => [what, from, to, result, error]),
      [['placeholders scaled', 1, 2, 'failed', 'forbidden']],
    )
    assert.equal(verdict.text, 'One problem: user-placeholder: forbidden')
  })

  it('tells of a config that is refused until one is good, and of watches that fail until they are heard', async () => {
    await using told = await page()
    told.step(stepAt('09:00', world))
    const problems = async () => {
      told.pass(SECOND)
      return (await told.says()).problems.map(({ where }) => where)
    }
    told.page.runtime({ type: 'config refused', errors: [problem('nodePools', 'is missing')] })
    told.page.runtime({ type: 'watch failed', resource: 'nodes', kind: 'forbidden', because: 'no', retryInMs: 1 })
    assert.deepEqual(await problems(), ['nodePools', 'watch of nodes'])
    told.page.runtime({ type: 'config loaded', pools: ['user'], warnings: [problem('bridgee', 'is not known')] })
    told.page.runtime({ type: 'watch recovered', resource: 'nodes' })
    assert.deepEqual(await problems(), ['bridgee'])
  })
})
