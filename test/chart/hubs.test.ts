/** The pairs of examples/hubs by the real helm: ours by our chart, and the hub's by its own where a checkout of it is named. */
import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { publishedHubChart, skipWithoutHubChart } from '../support/hubs/chart.ts'
import { CLOUDS, HUB_NAMESPACE, HUB_RELEASE, hubOn } from '../support/hubs/examples.ts'
import { at, HELMS, render, skipWithoutHelm, temporaryFolder } from './helm.ts'

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`examples/hubs, helm ${helm}`, { skip }, () => {
    for (const cloud of CLOUDS)
      it(`ours on ${cloud} install, and mean to the controller what they say`, async () => {
        const { warmseatsText } = hubOn(cloud)
        const written = loadConfig(warmseatsText)
        const rendered = loadConfig((await render(helm, { values: warmseatsText })).config)
        assert.ok(written.at === 'good' && rendered.at === 'good')
        assert.deepEqual(rendered.warnings, [])
        assert.deepEqual(rendered.config.pools, written.config.pools)
        assert.deepEqual(rendered.config.placeholder.runAsUser, written.config.placeholder.runAsUser)
      })

    it('on OpenShift nothing of ours names a user', async () => {
      const { objects } = await render(helm, { values: hubOn('openshift').warmseatsText })
      assert.doesNotMatch(JSON.stringify(objects), /"(runAsUser|runAsGroup|fsGroup)":/)
    })
  })

for (const helm of HELMS)
  suite(`examples/hubs by the chart of zero-to-jupyterhub, helm ${helm}`, {
    skip: skip || skipWithoutHubChart(),
  }, () => {
    for (const cloud of CLOUDS) {
      const rendering = () =>
        render(helm, {
          chart: publishedHubChart(temporaryFolder()),
          release: HUB_RELEASE,
          namespace: HUB_NAMESPACE,
          values: hubOn(cloud).jupyterhubText,
          args: ['--kube-version', '1.34.0'],
        })

      it(`the hub's on ${cloud} are taken by its strict schema, and reach the hub`, async () => {
        const { one, objects } = await rendering()
        const handed = load(
          String(at(one('Secret', 'hub'), 'stringData', 'values.yaml') ?? decoded(one('Secret', 'hub'))),
        )
        const { singleuser } = hubOn(cloud).jupyterhub
        assert.partialDeepStrictEqual(at(handed, 'singleuser'), {
          startTimeout: singleuser.startTimeout,
          cpu: singleuser.cpu,
        })
        const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        assert.ok(names.includes(`PriorityClass ${HUB_RELEASE}-default-priority`))
        assert.ok(names.includes('Deployment user-scheduler'))
        assert.ok(!names.includes('StatefulSet user-placeholder'))
        assert.ok(!names.includes('DaemonSet continuous-image-puller'))
      })
    }

    it('on OpenShift nothing of it names a user', async () => {
      const { objects } = await render(helm, {
        chart: publishedHubChart(temporaryFolder()),
        release: HUB_RELEASE,
        values: hubOn('openshift').jupyterhubText,
        args: ['--kube-version', '1.34.0'],
      })
      const pods = objects.filter(({ kind }) => kind === 'Deployment')
      assert.ok(pods.length > 0)
      assert.doesNotMatch(JSON.stringify(pods), /"(runAsUser|runAsGroup|fsGroup)":/)
    })
  })

const decoded = (secret: unknown) => Buffer.from(String(at(secret, 'data', 'values.yaml')), 'base64').toString()
