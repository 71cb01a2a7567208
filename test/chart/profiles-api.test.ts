import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, HELMS, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()
const NAME = 'hub-warmseats-profiles-api'

for (const helm of HELMS)
  suite(`the profiles API with helm ${helm}`, { skip }, () => {
    const named = async (values: object) => {
      const { objects } = await render(helm, { values })
      return objects.filter(({ metadata }) => metadata.name === NAME).map(({ kind }) => kind)
    }

    it('may review tokens and list ImageStreams of its namespace, and no more', async () => {
      const { one } = await render(helm, { values: { profiles: { enabled: true, api: { enabled: true } } } })
      assert.deepEqual(at(one('ClusterRole', NAME), 'rules'), [
        { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
      ])
      assert.deepEqual(at(one('Role', NAME), 'rules'), [
        { apiGroups: ['image.openshift.io'], resources: ['imagestreams'], verbs: ['list'] },
      ])
      for (const [binding, role] of [
        ['ClusterRoleBinding', 'ClusterRole'],
        ['RoleBinding', 'Role'],
      ] as const) {
        assert.deepEqual(at(one(binding, NAME), 'roleRef'), {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: role,
          name: NAME,
        })
        assert.deepEqual(at(one(binding, NAME), 'subjects'), [
          { kind: 'ServiceAccount', name: 'hub-warmseats', namespace: 'jhub' },
        ])
      }
    })

    it('has no rights where it is not enabled, or who installs brings them', async () => {
      const api = { enabled: true }
      assert.deepEqual(await named({}), [])
      assert.deepEqual(await named({ profiles: { enabled: true } }), [])
      assert.deepEqual(await named({ profiles: { enabled: false, api } }), [])
      assert.deepEqual(await named({ profiles: { enabled: true, api }, rbac: { create: false } }), [])
    })
  })
