import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, HELMS, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()
const pool = (holdBy?: string) => ({ nodePools: { user: { nodeSelector: { pool: 'user' }, holdBy } } })
const OURS = ['capacitybuffers', 'podtemplates']

for (const helm of HELMS)
  suite(`helm ${helm}: CapacityBuffers`, { skip }, () => {
    const rulesFor = async (values: object) => {
      const { one } = await render(helm, { values })
      const rules = at(one('Role'), 'rules') as { resources: string[]; verbs: string[] }[]
      return rules.filter(({ resources: [name = ''] }) => OURS.includes(name))
    }
    it('may be written in the namespace where a pool is held by one, and their PodTemplates not be read', async () =>
      assert.deepEqual(await rulesFor(pool('capacitybuffer')), [
        {
          apiGroups: ['autoscaling.x-k8s.io'],
          resources: ['capacitybuffers'],
          verbs: ['list', 'watch', 'create', 'patch', 'delete'],
        },
        { apiGroups: [''], resources: ['podtemplates'], verbs: ['create', 'patch', 'delete'] },
      ]))
    it('are none of its business elsewhere', async () => {
      assert.deepEqual(await rulesFor(pool()), [])
      assert.deepEqual(await rulesFor(pool('deployment')), [])
    })
    it('need nothing before an uninstall: they go with their owner', async () => {
      const { objects } = await render(helm, { values: pool('capacitybuffer') })
      assert.ok(!objects.some(({ kind }) => kind === 'Job'))
    })
  })
