import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, HELMS, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()

const CONFIG_MAPS = {
  apiGroups: [''],
  resources: ['configmaps'],
  verbs: ['get', 'list', 'watch', 'create', 'patch', 'delete'],
}
const EVENTS = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] }

for (const helm of HELMS)
  suite(`helm ${helm}: rights for services`, { skip }, () => {
    const rolesOf = async (values: object) => {
      const { objects } = await render(helm, { values, namespace: 'hub' })
      const named = (kind: string) =>
        objects.filter((one) => one.kind === kind && /-service/.test(String(at(one, 'metadata', 'name'))))
      return { roles: named('Role'), bindings: named('RoleBinding') }
    }

    it('none without profiles', async () => {
      const { roles, bindings } = await rolesOf({})
      assert.deepEqual([...roles, ...bindings], [])
    })

    it('the kinds that are allowed and no other, beside users’ pods', async () => {
      const allowedKinds = [
        { apiGroup: 'radanalytics.io', resource: 'sparkclusters' },
        { apiGroup: '', resource: 'services' },
      ]
      const { roles, bindings } = await rolesOf({ profiles: { enabled: true, services: { allowedKinds } } })
      assert.equal(roles.length, 1)
      assert.equal(at(roles[0], 'metadata', 'namespace'), 'hub')
      assert.deepEqual(at(roles[0], 'rules'), [
        CONFIG_MAPS,
        EVENTS,
        { apiGroups: ['radanalytics.io'], resources: ['sparkclusters'], verbs: ['get', 'create', 'patch'] },
        { apiGroups: [''], resources: ['services'], verbs: ['get', 'create', 'patch'] },
      ])
      assert.deepEqual(at(bindings[0], 'subjects'), [
        { kind: 'ServiceAccount', name: 'hub-warmseats', namespace: 'hub' },
      ])
    })

    it('in each namespace with users; in the release’s own then only to read templates', async () => {
      const values = { userPods: { namespaces: ['students', 'staff'] }, profiles: { enabled: true } }
      const { roles, bindings } = await rolesOf(values)
      const rules = roles.map((role) => [at(role, 'metadata', 'namespace') ?? 'hub', at(role, 'rules')])
      assert.deepEqual(rules, [
        ['students', [CONFIG_MAPS, EVENTS]],
        ['staff', [CONFIG_MAPS, EVENTS]],
        ['hub', [{ ...CONFIG_MAPS, verbs: ['get'] }]],
      ])
      assert.deepEqual(
        bindings.map((binding) => at(binding, 'roleRef', 'name')),
        roles.map((role) => at(role, 'metadata', 'name')),
      )
    })
  })
