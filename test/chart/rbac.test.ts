import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, HELMS, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    it('it reads nodes and pods of the cluster, whatever namespaces its users are in', async () => {
      for (const namespaces of [[], ['jhub-prod']]) {
        const { one } = await render(helm, { values: { userPods: { namespaces } } })
        assert.deepEqual(at(one('ClusterRole'), 'rules'), [
          { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
          { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
          { apiGroups: ['karpenter.sh'], resources: ['nodepools'], verbs: ['list', 'watch'] },
        ])
      }
    })

    it('it writes in its own namespace only, and only what it needs', async () => {
      const { one } = await render(helm)
      assert.deepEqual(at(one('Role'), 'rules'), [
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          verbs: ['list', 'watch', 'create', 'patch', 'delete'],
        },
        { apiGroups: [''], resources: ['pods'], verbs: ['patch', 'delete'] },
        {
          apiGroups: [''],
          resources: ['configmaps'],
          resourceNames: ['hub-warmseats-state'],
          verbs: ['list', 'watch', 'patch'],
        },
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
        {
          apiGroups: [''],
          resources: ['secrets'],
          resourceNames: ['hub-warmseats-calendar'],
          verbs: ['list', 'watch', 'patch'],
        },
        {
          apiGroups: ['coordination.k8s.io'],
          resources: ['leases'],
          resourceNames: ['hub-warmseats'],
          verbs: ['list', 'watch', 'patch'],
        },
        { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
        { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
        { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch'] },
        { apiGroups: [''], resources: ['resourcequotas'], verbs: ['list', 'watch'] },
      ])
    })

    it('it reads quotas where users are, and where placeholders are', async () => {
      const { one, objects } = await render(helm, { values: { userPods: { namespaces: ['jhub-prod'] } } })
      const role = one('Role', 'hub-warmseats-quotas')
      assert.equal(at(role, 'metadata', 'namespace'), 'jhub-prod')
      assert.deepEqual(at(role, 'rules'), [
        { apiGroups: [''], resources: ['resourcequotas'], verbs: ['list', 'watch'] },
      ])
      assert.equal(at(one('RoleBinding', 'hub-warmseats-quotas'), 'metadata', 'namespace'), 'jhub-prod')
      assert.equal(objects.filter(({ kind }) => kind === 'Role').length, 2)
    })

    it('it writes nodes, and Events on them, only while the utilization policy is enabled', async () => {
      const read = [
        { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
        { apiGroups: [''], resources: ['pods'], verbs: ['list', 'watch'] },
        { apiGroups: ['karpenter.sh'], resources: ['nodepools'], verbs: ['list', 'watch'] },
      ]
      const write = { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'patch'] }
      const table = [
        ['autoscaler', [...read, write]],
        ['gce', [...read, write]],
        ['kwok', [...read, write, { apiGroups: [''], resources: ['nodes'], verbs: ['create', 'delete'] }]],
      ] as const
      for (const [nodeGroups, rules] of table) {
        const enabled = await render(helm, {
          namespace: 'jhub',
          values: { utilization: { enabled: true, nodeGroups } },
        })
        assert.deepEqual(at(enabled.one('ClusterRole'), 'rules'), rules)
        const role = enabled.one('Role', 'jhub-hub-warmseats-nodes')
        assert.equal(at(role, 'metadata', 'namespace'), 'default')
        assert.deepEqual(at(role, 'rules'), [
          { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
        ])
        const binding = enabled.one('RoleBinding', 'jhub-hub-warmseats-nodes')
        assert.equal(at(binding, 'metadata', 'namespace'), 'default')
        assert.deepEqual(at(binding, 'subjects'), [
          { kind: 'ServiceAccount', name: 'hub-warmseats', namespace: 'jhub' },
        ])
        const disabled = await render(helm, { values: { utilization: { nodeGroups } } })
        assert.deepEqual(at(disabled.one('ClusterRole'), 'rules'), read)
        assert.equal(disabled.objects.filter(({ kind }) => kind === 'Role').length, 1)
      }
    })

    it('both roles are bound to the account of the controller', async () => {
      const { one } = await render(helm, { namespace: 'elsewhere' })
      for (const [binding, role] of [
        ['ClusterRoleBinding', 'ClusterRole'],
        ['RoleBinding', 'Role'],
      ] as const) {
        assert.deepEqual(at(one(binding), 'roleRef'), {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: role,
          name: one(role).metadata.name,
        })
        assert.deepEqual(at(one(binding), 'subjects'), [
          { kind: 'ServiceAccount', name: 'hub-warmseats', namespace: 'elsewhere' },
        ])
      }
    })

    it('who brings roles or account along gets none', async () => {
      const values = { rbac: { create: false }, serviceAccount: { create: false } }
      const { objects, one } = await render(helm, { values })
      assert.deepEqual(
        objects.filter(({ kind }) => /Role|ServiceAccount/.test(kind)),
        [],
      )
      assert.equal(at(one('Deployment'), 'spec', 'template', 'spec', 'serviceAccountName'), 'default')
      const named = await render(helm, { values: { serviceAccount: { create: false, name: 'theirs' } } })
      assert.equal(at(named.one('Deployment'), 'spec', 'template', 'spec', 'serviceAccountName'), 'theirs')
      assert.equal(at(named.one('RoleBinding'), 'subjects', 0, 'name'), 'theirs')
    })
  })
