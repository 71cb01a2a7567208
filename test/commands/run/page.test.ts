import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { RunPageDeps } from '../../../src/commands/run/page.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { Snapshot } from '../../../src/domain/snapshot/snapshot.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { stepAt } from '../../support/snapshot.ts'
import { serve, type Told, toldPage } from '../../support/status-page.ts'
import { at, HOUR, SECOND } from '../../support/time.ts'

const two = userPool({ replicas: 2 })
const world = { config: two, deployments: [deployment({ config: two, replicas: 1 })] }

/** A page whose time the test moves, and what it says. */
async function page(deps: Partial<RunPageDeps> = {}) {
  let nowMs = at('09:00')
  let asked = 0
  const told: Told = toldPage({
    now: () => nowMs,
    missing: () => {
      asked += 1
      return ['the list of pods']
    },
    ...deps,
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

  it('goes on telling of a config that is refused while the stored copy stands in for it', async () => {
    await using told = await page()
    told.step(stepAt('09:00', world))
    told.page.runtime({ type: 'config refused', errors: [problem('nodePools', 'is missing')] })
    const warnings = [problem('bridgee', 'is not known')]
    told.page.runtime({ type: 'config loaded', pools: ['user'], warnings, isStored: true })
    assert.deepEqual(
      (await told.says()).problems.map(({ level, where }) => `${level} ${where}`),
      ['bad nodePools', 'warning bridgee'],
    )
  })

  it('says since the Lease was lost that nobody leads, also to the first who looks', async () => {
    await using told = await page({ leader: () => undefined, leaderlessSinceMs: () => at('08:50') })
    told.step(stepAt('09:00', world, { leading: false }))
    assert.deepEqual(
      (await told.says()).problems.map(({ where }) => where),
      ['no replica leads'],
    )
  })

  it('tells that the calendars cannot be kept until they can, or another does it', async () => {
    await using told = await page()
    told.step(stepAt('09:00', world))
    const said = async () => {
      told.pass(SECOND)
      return (await told.says()).problems.map(({ where }) => where)
    }
    for (const type of ['calendar store recovered', 'following'] as const) {
      told.page.runtime({ type: 'calendar store failed', because: 'forbidden' })
      assert.deepEqual(await said(), ['calendar store'])
      told.page.runtime({ type })
      assert.deepEqual(await said(), [])
    }
  })
})

describe('the page, of the webhook', () => {
  const profiles = { config: config({ profiles: { enabled: true } }) }
  const failed = { type: 'certificate failed', step: { type: 'promote' }, because: 'forbidden' } as const
  const loaded = { type: 'certificate loaded', validUntilMs: at('12:00') } as const
  async function asked() {
    const told = await page()
    told.step(stepAt('09:00', profiles))
    const said = async () => {
      told.pass(SECOND)
      return (await told.says()).problems.map(({ where, text }) => `${where}: ${text}`)
    }
    return { ...told, said }
  }

  it('tells of a step that failed until one is made, a certificate is loaded, or another does it', async () => {
    await using told = await asked()
    told.page.profiles(loaded)
    const ends = [
      () => told.page.profiles({ type: 'certificate step', step: { type: 'promote' } }),
      () => told.page.profiles(loaded),
      () => told.page.runtime({ type: 'following' }),
    ]
    for (const end of ends) {
      told.page.profiles(failed)
      assert.deepEqual(await told.said(), ['certificate: forbidden'])
      end()
      assert.deepEqual(await told.said(), [])
    }
  })

  it('tells that there is no certificate, counted from the first decision, and that it has expired', async () => {
    await using told = await asked()
    assert.deepEqual(await told.said(), [])
    told.pass(7 * SECOND)
    told.step(stepAt('09:00', profiles))
    told.pass(7 * SECOND)
    assert.match((await told.said()).join(), /^certificate: the webhook has none/)
    told.page.profiles(loaded)
    assert.deepEqual(await told.said(), [])
    told.pass(3 * HOUR)
    assert.match((await told.said()).join(), /^certificate: it has expired on 2026-03-24T12:00:00Z/)
  })

  it('counts the pods that were let through as they were, for an hour', async () => {
    await using told = await asked()
    told.page.profiles(loaded)
    const admission = { namespace: 'hub', user: '', profiles: [], warnings: ['x'], tookMs: 1 }
    for (const outcome of ['failed', 'patched', 'untouched', 'refused', 'failed'] as const)
      told.page.profiles({ type: 'admission', admission: { ...admission, outcome } })
    assert.match((await told.said()).join(), /^admissions: 2 pods were started/)
    told.pass(HOUR)
    assert.deepEqual(await told.said(), [])
  })
})
