/**
 * About five minutes of faults, drawn from all groups. `CHAOS_SEED` draws others; `npm run chaos -- --only NAME` plays one
 * of them alone, and `npm run chaos` all.
 */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { controlPlane } from '../cluster/index.ts'
import { MINUTE, SECOND } from '../support/time.ts'
import { GROUPS } from './faults.ts'
import { selected } from './order.ts'
import { calm, play, repair } from './play.ts'
import { resultOf, sayResult } from './result.ts'
import { type Scene, setScene } from './scene.ts'

const { skip } = await controlPlane()
const seed = Number(process.env.CHAOS_SEED ?? 1)
/** What is late is waited for a little, for the figure. */
const PATIENCE_MS = 15 * SECOND

describe(`whatever happens (CHAOS_SEED=${seed})`, { skip }, () => {
  let scene: Scene
  before(async () => {
    scene = await setScene(seed)
  })
  after(async () => {
    await scene?.stop()
  })

  for (const { group, fault } of selected(GROUPS, seed, 5 * MINUTE))
    it(`${group}: ${fault.name}`, async (test) => {
      if ((await calm(scene)) !== undefined) await repair(scene)
      const result = resultOf(group, await play(fault, scene, PATIENCE_MS))
      test.diagnostic(sayResult(result))
      assert.deepEqual(result.complaints, [])
    })
})
