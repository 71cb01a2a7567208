import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { at, HELMS, notes, refusal, render, shownIn, skipWithoutHelm } from './helm.ts'

/** Every key that the chart of node-placeholder-scaler knows, as its values.yaml sets it, but for the image. */
const OLD_DEFAULTS = `
replicaCount: 1
image:
  pullPolicy: IfNotPresent
imagePullSecrets: []
nameOverride: ""
fullnameOverride: ""
serviceAccount:
  create: true
  annotations: {}
  name: ""
podAnnotations: {}
podSecurityContext: {}
securityContext: {}
resources: {}
nodeSelector: {}
affinity: {}
rbac:
  create: true
priorityClass:
  create: true
tolerations:
nodePoolSelectorKey: hub.jupyter.org/pool-name
placeholderPodLabelSelector: "app=node-placeholder-scaler,component=placeholder"
cpuThreshold: 0.2
memoryThreshold: 0.2
scalingStrategy: balanced
calendarOverrideEnabled: false
nodeGracePeriod: 600
`

/** The pool of its README, with the indentation that was meant. */
const OLD_POOL = `
calendarUrl: https://url.to/your/public/calendar.ics
calendarTimezone: "America/Los_Angeles"
nodePools:
  user:
    nodeSelector:
      hub.jupyter.org/pool-name: base-pool
    resources:
      requests:
        memory: 60929654784
    replicas: 1
`

/** The same as its README prints it. */
const AS_PRINTED = `
calendarUrl: https://url.to/your/public/calendar.ics
calendarTimezone: "America/Los_Angeles"
nodePools:
  user:
    nodeSelector:
    hub.jupyter.org/pool-name: base-pool
    resources:
    requests:
        memory: 60929654784
    replicas: 1
`

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}: values of node-placeholder-scaler`, { skip }, () => {
    it('install as they are', async () => {
      const { one, config } = await render(helm, { values: OLD_DEFAULTS + OLD_POOL })
      const deployment = one('Deployment')
      assert.equal(at(deployment, 'spec', 'replicas'), 1)
      assert.equal(
        at(deployment, 'spec', 'template', 'spec', 'containers', 0, 'image'),
        'ghcr.io/warmseats/warmseats:0.1.0',
      )
      // Its empty maps do not take the new chart's safe defaults away.
      assert.equal(at(deployment, 'spec', 'template', 'spec', 'securityContext', 'runAsNonRoot'), true)
      assert.equal(
        at(deployment, 'spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'),
        '512Mi',
      )
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.deepEqual(loaded.warnings, [])
    })

    it('mean the same', async () => {
      const loaded = loadConfig((await render(helm, { values: OLD_DEFAULTS + OLD_POOL })).config)
      assert.ok(loaded.at === 'good')
      const { pools, calendar, placeholderLabels } = loaded.config
      const { name, nodeSelector, replicas, resources, scalingStrategy, cpuThreshold, memoryThreshold, nodeGraceMs } =
        pools.get('user') ?? {}
      assert.deepEqual(
        { name, nodeSelector, replicas, resources, scalingStrategy, cpuThreshold, memoryThreshold, nodeGraceMs },
        {
          name: 'user',
          nodeSelector: { 'hub.jupyter.org/pool-name': 'base-pool' },
          replicas: 1,
          resources: { requests: { memory: 60929654784 } },
          scalingStrategy: 'balanced',
          cpuThreshold: 0.2,
          memoryThreshold: 0.2,
          nodeGraceMs: 600_000,
        },
      )
      assert.equal(pools.get('user')?.calendarOverrideEnabled, false)
      assert.equal(calendar.url, 'https://url.to/your/public/calendar.ics')
      assert.equal(calendar.timezone, 'America/Los_Angeles')
      assert.deepEqual(placeholderLabels, { app: 'node-placeholder-scaler', component: 'placeholder' })
    })

    it('with its image are refused, and the lines to remove are named', async () => {
      for (const repository of [
        'us-central1-docker.pkg.dev/cal-icor-hubs/core/node-placeholder-scaler',
        'node-placeholder-scaler',
        'registry.example.edu:5000/mirror/node-placeholder-scaler:v1',
      ]) {
        const image = { repository, pullPolicy: 'IfNotPresent', tag: '0.0.1-0.dev.git.433.h58c67ff' }
        const said = await refusal(helm, { values: { image } })
        assert.match(said, /image\.repository: .* remove these lines from your values\./)
        const lines = load(shownIn(said, 'image'))
        assert.deepEqual(lines, { image: { repository, tag: image.tag } })
      }
      const untagged = await refusal(helm, { values: { image: { repository: 'x/node-placeholder-scaler' } } })
      assert.equal(shownIn(untagged, 'image'), 'image:\n  repository: x/node-placeholder-scaler\n')
    })

    it('with its tag alone are refused too: there is no such image', async () => {
      const said = await refusal(helm, { values: { image: { tag: '0.0.1-0.dev.git.433.h58c67ff' } } })
      assert.match(said, /image\.tag: .* Remove this line from your values\.\n\nimage:\n {2}tag: 0\.0\.1-0\.dev/)
    })

    it('an image that is named alike is not meant', async () => {
      for (const repository of ['x/my-node-placeholder-scaler', 'node-placeholder-scaler/warmseats'])
        assert.ok(await render(helm, { values: { image: { repository } } }))
    })

    it('as its README prints them are refused, and the right ones are shown', async () => {
      const said = await refusal(helm, { values: AS_PRINTED })
      assert.match(said, /nodePools\.user\.nodeSelector: is empty, and `hub\.jupyter\.org\/pool-name` stands beside it/)
      const shown = shownIn(said, 'nodePools')
      assert.deepEqual(load(shown), { nodePools: (load(OLD_POOL) as { nodePools: object }).nodePools })
      assert.ok(await render(helm, { values: shown }))
    })

    it('with its later README’s percent are read as such, with a warning', async () => {
      const values = `${OLD_POOL}scalingStrategy: mem\nmemoryThreshold: 35\ncalendarOverrideEnabled: True\n`
      const { config } = await render(helm, { values })
      const loaded = loadConfig(config)
      assert.ok(loaded.at === 'good')
      assert.equal(loaded.config.pools.get('user')?.memoryThreshold, 0.35)
      assert.equal(loaded.config.pools.get('user')?.calendarOverrideEnabled, true)
      assert.match(await notes(helm, { values }), /WARNING\n {2}memoryThreshold: 35 is read as 35 %; write 0\.35\./)
    })
  })
