/** New images on the nodes that are there, before anybody runs them. kwok pulls nothing, so the test is the kubelet. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadAll } from 'js-yaml'
import { BRING } from '../../../src/domain/cluster/hand.ts'
import { type Cluster, controlPlane, eventually, handsOff, startCluster } from '../../cluster/index.ts'
import { noteGrants } from '../support/note-grants.ts'
import { PROGRAM } from '../support/program.ts'
import { install, type Release, USERS_IMAGE } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { type PodObject, type World, world } from '../support/world.ts'

const { skip } = await controlPlane()
const PODS = '/api/v1/namespaces/hub/pods'
const IMAGE = 'registry.example.edu/hub/data8:2026-11'
const UNAUTHORIZED = `Back-off pulling image "${IMAGE}": failed to resolve reference: 401 Unauthorized`

interface Hook {
  readonly kind: string
  readonly spec?: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string
        readonly containers: readonly { readonly args: readonly string[] }[]
      }
    }
  }
}

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
    const pullHook = { enabled: true, images: [IMAGE], parallel: 2 }
    const values = { fallWindow: 0, nodePools: { user }, pullHook, placeholder: { annotations: { [handsOff]: '' } } }
    // Its Job is done at once: nobody runs containers here. What it would do is done below, by its account and arguments.
    release = await install({ cluster, helm: 4, values })
    await release.start()
    await hub.reaches('user', 1)
  })
  after(async () => {
    await release?.stop()
    await cluster?.stop()
  })

  /** The command as a person runs it. */
  const pull = (...args: readonly string[]) =>
    run(['pull', '--namespace=hub', `--kubeconfig=${cluster.kubeconfig}`, `--images=${IMAGE}`, ...args])
  function run(args: readonly string[]) {
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
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

  /** What helm makes for as long as the hook runs; the Job is left out. */
  async function asHook() {
    const all = loadAll(await cluster.helm(4, ['get', 'hooks', 'warmseats', '--namespace', 'hub'])) as readonly Hook[]
    const file = join(cluster.directory, 'hooks.json')
    const items = all.filter(({ kind }) => kind !== 'Job')
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }))
    await cluster.kubectl(['apply', '--namespace', 'hub', '--filename', file])
    const account = 'system:serviceaccount:hub:warmseats-pull'
    await noteGrants(cluster, 'warmseats', account, (role) => role.endsWith('-pull'))
    const job = all.find(({ kind }) => kind === 'Job')
    const { containers, serviceAccountName } = job?.spec?.template.spec ?? {}
    const args = containers?.[0]?.args ?? []
    return {
      args: [...args, `--kubeconfig=${await cluster.kubeconfigFor('hub', serviceAccountName ?? '')}`],
      file,
    }
  }

  it('the hook leaves no account and no right when it has ended', async () => {
    const left = await cluster.kubectl(['get', 'sa,role,rolebinding,jobs', '-n', 'hub', '--output', 'name'])
    assert.doesNotMatch(left, /-pull/)
  })

  it('by the hook it comes to every node, two at a time, and is what placeholders bring from then on', async () => {
    const hook = await asHook()
    const { said, ended } = run(hook.args)
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
    await cluster.kubectl(['delete', '--namespace', 'hub', '--filename', hook.file])
  })
})
