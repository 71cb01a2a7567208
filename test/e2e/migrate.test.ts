import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../cluster/index.ts'
import type { Controller } from './support/controller.ts'
import { install, type Release } from './support/release.ts'
import { type World, world } from './support/world.ts'

const { skip } = await controlPlane()

const CHART = join(import.meta.dirname, '../../chart')
const LABELS = { app: 'node-placeholder-scaler', component: 'placeholder' }

/** Values as the predecessor's users have them, without the image. */
const OLD_VALUES = {
  calendarTimezone: 'America/Los_Angeles',
  scalingStrategy: 'mem',
  memoryThreshold: 35,
  nodeGracePeriod: 300,
  tolerations: null,
  priorityClass: { create: true },
  nodePools: {
    user: {
      nodeSelector: { 'hub.jupyter.org/pool-name': 'base-pool' },
      resources: { requests: { memory: 60929654784 } },
      replicas: 1,
    },
  },
}

/** What the predecessor's `kubectl apply` made: one shared selector for all pools. */
const oldDeployment = (replicas: number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'user-placeholder', namespace: 'hub' },
  spec: {
    replicas,
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        terminationGracePeriodSeconds: 0,
        nodeSelector: { 'hub.jupyter.org/pool-name': 'base-pool' },
        containers: [
          { name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests: { memory: '60929654784' } } },
        ],
      },
    },
  },
})

const oldController = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'node-placeholder-scaler', namespace: 'hub' },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'old' } },
    template: {
      metadata: { labels: { app: 'old' } },
      spec: { containers: [{ name: 'scaler', image: 'host.example/core/node-placeholder-scaler:0.0.1' }] },
    },
  },
}

for (const helm of [3, 4] as const)
  describe(`moving over from the predecessor, in an umbrella chart under its old name, helm ${helm}`, { skip }, () => {
    let cluster: Cluster
    let hub: World
    let release: Release
    let controller: Controller
    let umbrella: string

    before(async () => {
      cluster = await startCluster()
      hub = world(cluster)
      await cluster.kubectl(['create', 'namespace', 'hub'])
      await cluster.kubectl(['apply', '--filename', '-'], JSON.stringify(oldController))
      await cluster.kubectl(['apply', '--filename', '-'], JSON.stringify(oldDeployment(1)))
      umbrella = await umbrellaChart()
      await cluster.helm(helm, ['dependency', 'update', umbrella])
      const values = { global: { hub: 'x' }, 'node-placeholder-scaler': { enabled: true, ...OLD_VALUES } }
      release = await install({ cluster, helm, chart: umbrella, values, name: 'datahub' })
      controller = await release.start()
    })
    after(async () => {
      await release?.stop()
      await cluster?.stop()
      if (umbrella) await rm(umbrella, { recursive: true, force: true })
    })

    it('its values mean the same; thresholds above 1 are percent, with a warning', async () => {
      const warning = await controller.line('config warning', ({ where }) => where === 'memoryThreshold')
      assert.match(String(warning.text), /35 %/)
      await controller.line('placeholders created')
      assert.deepEqual((await containersOf(hub))[0]?.resources, { requests: { memory: '60929654784' } })
    })

    it('its Deployment is recognised, replaced once and logged as taken over', async () => {
      await controller.line('deployment taken over', ({ pool }) => pool === 'user')
      await controller.line('placeholders created', ({ pool }) => pool === 'user')
      const ours = await eventually('ours', async () => {
        const deployment = await hub.deployment('user')
        return deployment?.metadata.labels['app.kubernetes.io/managed-by'] === 'warmseats' && deployment
      })
      assert.equal(ours.spec.replicas, 1)
      assert.equal(controller.lines.filter(({ msg }) => msg === 'deployment taken over').length, 1)
    })

    it('while the old controller runs, a warning names the command that stops it', async () => {
      const line = await controller.line('problem', ({ text }) =>
        /node-placeholder-scaler still runs/.test(String(text)),
      )
      const command = /kubectl (.*)$/.exec(String(line.text))?.[1] ?? ''
      await cluster.kubectl(command.split(' '))
      await controller.line('problem gone', ({ text }) => text === line.text)
    })

    it('what the old controller writes is undone, and named', async () => {
      await cluster.kubectl(['apply', '--filename', '-'], JSON.stringify(oldDeployment(5)))
      await controller.line('placeholders healed', ({ pool }) => pool === 'user')
      const { text } = await controller.line('problem', (line) => /kubectl apply/.test(String(line.text)))
      assert.match(String(text), /kubectl --namespace hub scale deployment node-placeholder-scaler --replicas=0/)
      await hub.reaches('user', 1)
      assert.equal((await containersOf(hub)).length, 1)
    })
  })

describe('values of the predecessor that cannot work', { skip }, () => {
  let cluster: Cluster
  let directory: string
  before(async () => {
    cluster = await startCluster({ kwok: false, scheduler: false })
    directory = await mkdtemp(join(tmpdir(), 'warmseats-values-'))
  })
  after(async () => {
    await cluster?.stop()
    await rm(directory, { recursive: true, force: true })
  })

  /** helm's refusal, or undefined when the values install. */
  const refusalOf = async (helm: 3 | 4, values: string): Promise<string | undefined> => {
    const file = join(directory, 'values.yaml')
    await writeFile(file, values)
    const install = [
      'upgrade',
      '--install',
      `r${helm}`,
      CHART,
      '--namespace',
      `n${helm}`,
      '--create-namespace',
      '--values',
      file,
    ]
    return cluster.helm(helm, install).then(
      () => undefined,
      (error: Error) => error.message,
    )
  }

  /** The example of its README, with what lies below indented by so much more than it prints. */
  const example = (more: string) =>
    [
      'nodePools:',
      '  user:',
      '    nodeSelector:',
      `    ${more}hub.jupyter.org/pool-name: base-pool`,
      '    resources:',
      `    ${more}requests:`,
      '        memory: 60929654784',
      '    replicas: 1',
    ].join('\n')

  for (const helm of [3, 4] as const) {
    it(`the example that its README prints is refused with the right one, helm ${helm}`, async () => {
      assert.match(
        (await refusalOf(helm, example(''))) ?? '',
        / {4}nodeSelector:\n\s+hub\.jupyter\.org\/pool-name: base-pool/,
      )
    })

    it(`with its evident indentation it installs, helm ${helm}`, async () => {
      assert.equal(await refusalOf(helm, example('  ')), undefined)
    })

    it(`the image of the predecessor is refused with what to remove, helm ${helm}`, async () => {
      const image = 'image: {repository: host.example/core/node-placeholder-scaler, tag: 0.0.1}'
      assert.match((await refusalOf(helm, image)) ?? '', /remove/i)
    })
  }
})

const containersOf = async (hub: World) =>
  (await hub.deployment('user'))?.spec.template.spec.containers as readonly { readonly resources: object }[]

/** An umbrella chart that holds ours under the predecessor's name, as its users have it. */
async function umbrellaChart(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warmseats-umbrella-'))
  await mkdir(join(directory, 'templates'))
  const dependency = {
    name: 'warmseats',
    alias: 'node-placeholder-scaler',
    version: '>=0.0.0-0',
    repository: `file://${CHART}`,
  }
  const chart = { apiVersion: 'v2', name: 'datahub', version: '1.0.0', dependencies: [dependency] }
  await writeFile(join(directory, 'Chart.yaml'), JSON.stringify(chart))
  return directory
}
