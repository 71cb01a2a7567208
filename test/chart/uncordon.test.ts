import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { matchesLabels } from '../../src/domain/selector.ts'
import { at, container, HELMS, podSpec, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()
const enabled = { utilization: { enabled: true } }

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    test('before an uninstall the cordons of the release are taken back, by its own image and account', async () => {
      const { one } = await render(helm, { values: enabled })
      const job = one('Job')
      assert.equal(job.metadata.annotations?.['helm.sh/hook'], 'pre-delete')
      assert.deepEqual(container(job, 'args'), ['uncordon-all', '--state=hub-warmseats-state', '--namespace=jhub'])
      assert.equal(podSpec(job, 'serviceAccountName'), 'hub-warmseats')
      assert.equal(container(job, 'image'), container(one('Deployment'), 'image'))
    })

    test('its pod is none of the controller', async () => {
      const { one } = await render(helm, { values: enabled })
      const labels = at(one('Job'), 'spec', 'template', 'metadata', 'labels') as Record<string, string>
      for (const [kind, ...path] of [
        ['Deployment', 'spec', 'selector', 'matchLabels'],
        ['Service', 'spec', 'selector'],
        ['PodDisruptionBudget', 'spec', 'selector', 'matchLabels'],
      ] as const)
        assert.equal(matchesLabels(at(one(kind), ...path) as Record<string, string>, labels), false, kind)
    })

    test('there is no hook while the policy is disabled', async () => {
      const { objects } = await render(helm)
      assert.deepEqual(
        objects.filter(({ kind }) => kind === 'Job'),
        [],
      )
    })
  })
