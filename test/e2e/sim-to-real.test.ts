import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { controlPlane } from '../cluster/index.ts'
import { SECOND } from '../support/time.ts'
import { type Diary, entryAt, isAtRest } from './sim-to-real/diary.ts'
import { real } from './sim-to-real/real.ts'
import { simulated } from './sim-to-real/simulated.ts'
import { type Stage, stage } from './sim-to-real/stage.ts'

const { skip } = await controlPlane()

const SCENARIO = join(import.meta.dirname, 'sim-to-real/scenario.yaml')

/**
 * When each step of the scenario is over, before the next one begins; until then the simulated world has been at rest
 * for a while, and the real one, which is a moment later now and then, has come to rest too.
 */
const STEPS: readonly [name: string, afterMs: number][] = [
  ['the first nodes, with logins while they boot', 44 * SECOND],
  ['room for the seminar', 79.5 * SECOND],
  ['people who were announced', 90 * SECOND],
  ['more people than that', 132 * SECOND],
  ['back to what stays', 175 * SECOND],
]
const REST_MS = 3 * SECOND

/** A fifth, as the simulated boot is as exact as that; and what a real control plane takes for nothing in particular. */
const mayDiffer = (waitMs: number) => Math.max(0.2 * waitMs, 1.5 * SECOND)

describe('what is simulated is what happens', { skip }, () => {
  let set: Stage
  let thought: Diary
  let happened: Diary
  before(async () => {
    set = await stage(await readFile(SCENARIO, 'utf8'), '1s')
    thought = await simulated(set.scenario)
    happened = await real(set.scenario, set.cluster)
  })
  after(() => set?.stop())

  for (const [name, afterMs] of STEPS)
    it(`the same nodes and placeholders after ${name}`, () => {
      const entry = entryAt(thought, afterMs)
      assert.ok(entry && isAtRest(entry.standings), `the simulated world is not at rest: ${JSON.stringify(entry)}`)
      assert.ok(entry.atMs <= afterMs - REST_MS, `it changed ${afterMs - entry.atMs} ms before`)
      assert.deepEqual(entryAt(happened, afterMs)?.standings, entry.standings)
    })

  it('the same number of nodes came', () => assert.equal(happened.nodes.size, thought.nodes.size))

  it('everybody waited as long, within a fifth', (t) => {
    const waits = [...thought.waitsMs].map(([user, ms]) => ({ user, ms, reallyMs: happened.waitsMs.get(user) ?? -1 }))
    const people = set.scenario.visits.map(({ user }) => user)
    assert.deepEqual(waits.map(({ user }) => user).sort(), people.sort())
    assert.deepEqual(
      waits.filter(({ ms, reallyMs }) => reallyMs < 0 || Math.abs(reallyMs - ms) > mayDiffer(ms)),
      [],
    )
    const differences = waits.map(({ ms, reallyMs }) => Math.abs(reallyMs - ms)).sort((a, b) => a - b)
    t.diagnostic(`differences: median ${differences[waits.length >> 1]} ms, most ${differences.at(-1)} ms`)
  })
})
