/** New images on the nodes that are there, before anybody runs them. kwok pulls nothing, so the test is the kubelet. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { BRING } from '../../../src/domain/cluster/hand.ts'
import { type Cluster, controlPlane, eventually, handsOff, startCluster } from '../../cluster/index.ts'
import { install, type Release, USERS_IMAGE } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type PodObject, type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const CLI = join(import.meta.dirname, '../../../src/cli.ts')
const PODS = '/api/v1/namespaces/hub/pods'
const IMAGE = 'registry.example.edu/hub/data8:2026-11'
const UNAUTHORIZED = `Back-off pulling image "${IMAGE}": failed to resolve reference: 401 Unauthorized`

describe('warmseats pull, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let hub: World
  let release: Release

  before(async () => {
    cluster = await startCluster()
    hub = world(cluster)
    for (const name of ['n1', 'n2', 'n3']) await hub.node(name)
    await cluster.request('POST', '/api/v1/namespaces', { metadata: { name: 'hub' } })
    const user = poolValues('user', { replicas: 1, calendarOverrideEnabled: true })
    const values = { fallWindow: 0, nodePools: { user }, placeholder: { annotations: { [handsOff]: '' } } }
    release = await install({ cluster, helm: 4, values })
    await release.start()
    await hub.reaches('user', 1)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** The command as a person runs it. */
  function pull(...args: readonly string[]) {
    const given = ['--namespace=hub', `--kubeconfig=${cluster.kubeconfig}`, `--images=${IMAGE}`]
    const child = spawn(process.execPath, [CLI, 'pull', ...given, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', progress: '' }
    child.stdout.on('data', (text) => (said.out += text))
    child.stderr.on('data', (text) => (said.progress += text))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return { child, said, ended }
  }
  const pullers = async (): Promise<readonly PodObject[]> => {
    const { items } = (await cluster.request('GET', `${PODS}?labelSelector=warmseats.io%2Fpull`)) as {
      readonly items: readonly PodObject[]
    }
    return items
  }
  const pullersOn = (count: number) =>
    eventually(`${count} pods that pull`, async () => {
      const all = (await pullers()).filter(({ spec }) => spec.nodeName !== undefined)
      return all.length === count ? all : undefined
    })
  const says = (pod: PodObject | undefined, state: object) =>
    cluster.request('PATCH', `${PODS}/${pod?.metadata.name}/status`, {
      status: {
        containerStatuses: [{ name: 'image-1', image: IMAGE, imageID: '', restartCount: 0, ready: false, state }],
      },
    })
  const nothingLeft = () =>
    eventually('no pod and no Job', async () => {
      assert.deepEqual(await pullers(), [])
      assert.equal(await cluster.kubectl(['get', 'jobs', '--namespace', 'hub', '--output', 'name']), '')
      return true
    })
  const broughtBy = async () => {
    const deployment = (await cluster.request('GET', '/apis/apps/v1/namespaces/hub/deployments/user-placeholder')) as {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> }
      readonly spec: {
        readonly template: { readonly spec: { readonly initContainers?: readonly { image: string }[] } }
      }
    }
    return {
      annotation: deployment.metadata.annotations[BRING],
      images: (deployment.spec.template.spec.initContainers ?? []).map(({ image }) => image),
    }
  }

  it('a registry without the image is told in its words at once; Ctrl-C leaves nothing, and nothing is announced', async () => {
    const { child, said, ended } = pull('--parallel=2')
    const [one] = await pullersOn(2)
    await says(one, { waiting: { reason: 'ImagePullBackOff', message: UNAUTHORIZED } })
    await eventually('the words of the registry', async () =>
      /ImagePullBackOff, .*401 Unauthorized/.test(said.progress),
    )
    child.kill('SIGINT')
    assert.equal(await ended, 1)
    assert.match(said.out, /0 of 3 nodes have the images, 1 pull, 1 in trouble after .*interrupted/)
    assert.match(said.out, /not begun {5}n/)
    await nothingLeft()
    assert.deepEqual(await broughtBy(), { annotation: undefined, images: [USERS_IMAGE] })
  })

  it('the image comes to every node, two at a time, and is what placeholders bring from then on', async () => {
    const { said, ended } = pull('--parallel=2')
    const first = await pullersOn(2)
    for (const pod of first) await says(pod, { terminated: { exitCode: 0, reason: 'Completed' } })
    const third = (await pullersOn(3)).find(({ metadata }) => first.every((pod) => pod.metadata.name !== metadata.name))
    await says(third, { terminated: { exitCode: 128, reason: 'StartError', message: 'no such file: /bin/sh' } })
    assert.equal(await ended, 0, said.progress)
    assert.match(said.out, /3 of 3 nodes have the images after .*\n {2}placeholders {2}of user bring it until/)
    const { annotation, images } = await broughtBy()
    assert.match(annotation ?? '', /^registry\.example\.edu\/hub\/data8:2026-11 until 20/)
    assert.deepEqual(images, [USERS_IMAGE, IMAGE])
    await nothingLeft()
  })
})
