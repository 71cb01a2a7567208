import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, container, HELMS, render, skipWithoutHelm } from '../helm.ts'

const skip = await skipWithoutHelm()
const nodePools = (...pools: readonly object[]) => ({
  nodePools: Object.fromEntries(pools.map((pool, index) => [`p${index}`, { nodeSelector: { pool: 'p' }, ...pool }])),
})
const ROOM = { resources: { requests: { memory: '28Gi' } } }
const resources = (rules: unknown) => (rules as { resources: string[] }[]).flatMap((rule) => rule.resources)

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    it('where no pool borrows, there is no right to anything of others, and no Job', async () => {
      const { one, objects } = await render(helm, { values: nodePools({}) })
      assert.ok(!resources(at(one('Role'), 'rules')).some((name) => name.startsWith('statefulsets')))
      assert.ok(!resources(at(one('ClusterRole'), 'rules')).includes('nodepools/scale'))
      assert.ok(!objects.some(({ kind }) => kind === 'Job'))
    })
    it('what pools borrow may be scaled, each by its name, and nothing else be written to it', async () => {
      const values = nodePools({ holdBy: 'statefulset' }, { holdBy: 'nodepool', holdName: 'static', ...ROOM })
      const { one } = await render(helm, { values })
      const rules = at(one('Role'), 'rules') as { resources: string[] }[]
      assert.deepEqual(
        rules.filter(({ resources: [name = ''] }) => name.startsWith('statefulsets')),
        [
          {
            apiGroups: ['apps'],
            resources: ['statefulsets'],
            resourceNames: ['user-placeholder'],
            verbs: ['list', 'watch'],
          },
          {
            apiGroups: ['apps'],
            resources: ['statefulsets/scale'],
            resourceNames: ['user-placeholder'],
            verbs: ['patch'],
          },
        ],
      )
      const whole = at(one('ClusterRole'), 'rules') as { resources: string[] }[]
      assert.deepEqual(whole.at(-1), {
        apiGroups: ['karpenter.sh'],
        resources: ['nodepools/scale'],
        resourceNames: ['static'],
        verbs: ['patch'],
      })
    })
    it('before an uninstall it is given back', async () => {
      const { one } = await render(helm, { values: nodePools({ holdBy: 'statefulset' }) })
      const job = one('Job')
      assert.equal(job.metadata.annotations?.['helm.sh/hook'], 'pre-delete')
      assert.deepEqual(container(job, 'args'), ['give-back', '--state=hub-warmseats-state', '--namespace=jhub'])
    })
  })
