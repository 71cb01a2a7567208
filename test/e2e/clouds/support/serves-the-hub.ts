/** What is true on each cloud: the example's values hold room on its nodes, and its users take that room. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually } from '../../../cluster/index.ts'
import { HUB_NAMESPACE, type Hub } from '../../../support/hubs/examples.ts'
import { userPodOf } from '../../../support/hubs/kubespawner.ts'
import { diagnose } from '../../support/doctored.ts'
import type { NodeObject, PodObject } from '../../support/world.ts'
import { CLASS, type CloudNodes, type HubOnCloud, hubOnCloud } from './hub-on-cloud.ts'

const PODS = `/api/v1/namespaces/${HUB_NAMESPACE}/pods`
const { skip } = await controlPlane()

export interface Served extends CloudNodes {
  /** Kinds of its manifests that only that cloud's own API servers know. */
  readonly elsewhere?: readonly string[]
  /** Done when the cluster is up and before anything of the example is there. */
  readonly before?: (cluster: Cluster, example: Hub) => Promise<void>
}

export function itServesTheHub(cloud: string, { elsewhere = [], before: prepare, ...nodes }: Served): void {
  describe(`the hub of examples/hubs/${cloud}`, { skip }, () => {
    let all: HubOnCloud

    before(async () => {
      all = await hubOnCloud(cloud, nodes, prepare)
    })
    after(async () => {
      await all?.stop()
    })

    const ours = ({ metadata }: NodeObject) =>
      Object.entries(nodes.labels).every(([key, value]) => metadata.labels[key] === value)
    const poolNodes = async () => (await all.hub.nodes()).filter(ours).map(({ metadata }) => metadata.name)
    const placeholdersRun = (least: number) =>
      eventually(
        `${least} placeholders to run`,
        async () => {
          const placeholders = await all.hub.placeholders('user')
          const run = placeholders.length >= least && placeholders.every(({ status }) => status.phase === 'Running')
          return run ? placeholders : undefined
        },
        { withinMs: 90_000 },
      )
    const pod = async (name: string) => (await all.cluster.request('GET', `${PODS}/jupyter-${name}`)) as PodObject
    /** Resolves with the node of each, in their order. */
    const sit = async (names: readonly string[]) => {
      for (const name of names) await all.cluster.request('POST', PODS, userPodOf(all.example.jupyterhub, name))
      return eventually(`${names.join(', ')} to sit`, async () => {
        const pods = await Promise.all(names.map(pod))
        return pods.every(({ status }) => status.phase === 'Running')
          ? pods.map(({ spec }) => spec.nodeName)
          : undefined
      })
    }

    it('what is applied beside it is taken by the API server, as far as it knows the kinds', async () => {
      const unknown: string[] = []
      for (const manifest of all.example.manifests) {
        // Under a name of its own: the cluster may have made one of that name from it.
        const text = JSON.stringify({
          ...manifest,
          metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-2` },
        })
        await all.cluster
          .kubectl(['create', `--namespace=${HUB_NAMESPACE}`, '--dry-run=server', '--validate=strict', '-f', '-'], text)
          .catch((error: Error) => {
            assert.match(error.message, /no matches for kind/)
            unknown.push(manifest.kind)
          })
      }
      assert.deepEqual(unknown, elsewhere)
    })

    it('a class boots nodes of its pool before anybody is there', async () => {
      all.calendar.set(CLASS)
      const placeholders = await placeholdersRun(2)
      const there = await poolNodes()
      for (const { spec } of placeholders) assert.ok(there.includes(spec.nodeName ?? ''), spec.nodeName)
    })

    it('its users take the place of a placeholder, all on one node, and no other node comes', async () => {
      const before = await poolNodes()
      const others = Array.from({ length: 11 }, (_, at) => `student-${at + 1}`)
      const seat = await sit(['ada'])
      assert.ok(before.includes(seat[0] ?? ''), seat[0])
      assert.deepEqual(new Set(await sit(others)), new Set(seat))
      assert.deepEqual(await poolNodes(), before)
    })

    it('the doctor has nothing to mend', async () => {
      const { findings, well } = await diagnose(all.cluster, { namespace: HUB_NAMESPACE })
      assert.deepEqual(findings, [])
      assert.ok(well.some(({ topic }) => topic === 'hub'))
    })
  })
}
