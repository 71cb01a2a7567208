/** That the bench on synthetic clusters measures at all: each of its stages once at ten nodes. Nothing is said of how long anything took. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { measureSyntheticAdmission } from './admission.ts'
import { measureDecide } from './measure-decide.ts'
import { measureScene, PARTS, type ScenePlan } from './measure-scene.ts'
import { NOW, type Revision, ROOT } from './revision.ts'
import type { Scene } from './scene.ts'

/** The sources: a bundle would have to be built first. */
const revision: Revision = { name: NOW, root: ROOT, program: `${ROOT}/src/cli.ts`, nodeFlags: [] }
const scene = { nodes: 10, pods: 100, pools: 2 }
const plan: ScenePlan = {
  parts: new Set(PARTS),
  rounds: 2,
  warmUp: 1,
  restMs: 300,
  churnMs: 300,
  perSecond: [200],
  streamingLists: false,
  settlesMs: 0,
  followsMs: 300,
}

describe('a synthetic cluster of ten nodes', { skip: process.platform === 'linux' ? false : 'reads /proc' }, () => {
  for (const [asks, streamingLists] of [
    ['students', false],
    ['user', true],
  ] as const satisfies readonly (readonly [Scene['asks'], boolean])[])
    it(`is seen, reacted to and taken over, with \`${asks}\``, async () => {
      const report = await measureScene(revision, { ...scene, asks }, { ...plan, streamingLists })
      const { start, rest, quiet, churn, takeover } = report
      assert.equal(start.floor.items, 120, 'nodes, homes of placeholders, pods')
      assert.ok(start.readyMs >= start.upMs && start.cpuMs > 0 && start.rssMiB > 30)
      assert.ok(rest, 'at rest')
      for (const one of [quiet, ...(churn ?? [])]) {
        assert.deepEqual(one?.lost, { product: 0, floor: 0 }, 'each pod that came or went was answered by a patch')
        assert.ok((one?.took.product.count ?? 0) > 0)
      }
      assert.equal(churn?.[0]?.backlog, 0)
      assert.equal(takeover?.lists, 0, 'who takes over has seen everything')
    })

  it('asks the webhook, and each pod gets its profiles', async () => {
    const { admissions } = await measureSyntheticAdmission(
      revision,
      { ...scene, asks: 'user' },
      { rounds: 1, roundMs: 200 },
    )
    assert.equal(admissions.asked, 40)
    assert.equal(admissions.patched, 40)
  })
})

it('decide alone, of the modules of a revision', async () => {
  const { costs } = await measureDecide(revision, { sizes: [{ nodes: 10, asks: 'students' }], rounds: 1 })
  assert.deepEqual(
    costs.map(({ nodes, us }) => [nodes, us > 0]),
    [[10, true]],
  )
})
