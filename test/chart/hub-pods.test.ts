/** The user's pod of the tests is that of KubeSpawner, with the config of zero-to-jupyterhub and the examples' values. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { run } from '../cluster/run.ts'
import { hubPython } from '../hub/require.ts'
import { publishedHubChart, skipWithoutHubChart } from '../support/hubs/chart.ts'
import { CLOUDS, HUB_NAMESPACE, HUB_RELEASE, HUB_VERSION, hubOn } from '../support/hubs/examples.ts'
import { userPodOf } from '../support/hubs/kubespawner.ts'
import { at, render, skipWithoutHelm, temporaryFolder } from './helm.ts'

const SCRIPT = join(import.meta.dirname, 'user_pod.py')
const noChart = (await skipWithoutHelm()) || skipWithoutHubChart()
const hub = noChart ? { skip: noChart } : await hubPython()

interface Pod {
  readonly spec: {
    readonly containers: readonly { readonly resources: Resources }[]
    readonly initContainers?: readonly { readonly name: string; readonly image: string }[]
  }
}

type Resources = Readonly<Record<'requests' | 'limits', Readonly<Record<string, number | string>>>>

describe("a user's pod", { skip: hub.skip }, () => {
  for (const cloud of CLOUDS)
    it(`on ${cloud} is the one that KubeSpawner makes`, async () => {
      const { jupyterhub, jupyterhubText } = hubOn(cloud)
      const chart = publishedHubChart(temporaryFolder())
      const args = ['--kube-version', '1.34.0']
      const release = { release: HUB_RELEASE, namespace: HUB_NAMESPACE }
      const { one } = await render(4, { chart, ...release, values: jupyterhubText, args })
      const handed = Buffer.from(String(at(one('Secret', 'hub'), 'data', 'values.yaml')), 'base64').toString()
      const python = hub.skip === false ? hub.python : ''
      const made = await run(python, [SCRIPT, join(chart, 'files/hub'), HUB_RELEASE], {
        env: process.env,
        input: handed,
      })
      const theirs = JSON.parse(made) as Pod
      const ours: Pod = userPodOf(jupyterhub, 'ada')
      assert.deepEqual(
        theirs.spec.containers.map(({ resources }) => inNumbers(resources)),
        ours.spec.containers.map(({ resources }) => inNumbers(resources)),
      )
      // A checkout has no version yet.
      const image = (text = '') => text.replace('set-by-chartpress', HUB_VERSION)
      assert.deepEqual(
        theirs.spec.initContainers?.map(({ name, image: of }) => [name, image(of)]),
        ours.spec.initContainers?.map(({ name, image: of }) => [name, of]),
      )
      assert.partialDeepStrictEqual(withoutWeights(theirs), withoutWeights(ours))
    })
})

/** KubeSpawner sends numbers, which the API server takes as well. */
const inNumbers = ({ requests, limits }: Resources) =>
  [requests, limits].map((list) => Object.entries(list).map(([key, value]) => [key, Number(value)]))

/** Without what is compared by itself, and without what an empty mapping says as well as none. */
function withoutWeights({ spec, ...rest }: Pod): object {
  const { initContainers: _, containers, ...others } = spec
  const kept = Object.entries(others).filter(([, value]) => JSON.stringify(value) !== '{}')
  return {
    ...rest,
    spec: { ...Object.fromEntries(kept), containers: containers.map(({ resources: __, ...one }) => one) },
  }
}
