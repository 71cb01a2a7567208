/** What doctor asks of the ServiceAccount is what the chart grants it: no rule less, and none more. */
import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { loadConfigText } from '../../src/commands/load-config-file.ts'
import { neededAccess } from '../../src/domain/doctor/needed-access.ts'
import { at, HELMS, type Rendered, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/** `hub apps/deployments: list`, one for each verb. */
const granted = (role: Rendered, namespace: string): string[] =>
  (at(role, 'rules') as readonly Rule[]).flatMap(({ apiGroups, resources, resourceNames = [''], verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        resourceNames.flatMap((name) => verbs.map((verb) => say({ namespace, group, resource, name, verb }))),
      ),
    ),
  )

const say = (one: Readonly<Record<'namespace' | 'group' | 'resource' | 'name' | 'verb', string>>) =>
  `${one.namespace || '*'} ${one.group}/${one.resource} ${one.name}: ${one.verb}`

const TABLE = [
  ['by itself', {}],
  ['with users elsewhere', { userPods: { namespaces: ['jhub-prod'] } }],
  ['with the utilization policy', { utilization: { enabled: true } }],
  ['with one that makes nodes', { utilization: { enabled: true, nodeGroups: 'kwok' } }],
] as const

for (const helm of HELMS)
  suite(`helm ${helm}`, { skip }, () => {
    for (const [name, values] of TABLE)
      it(name, async () => {
        const { objects, config } = await render(helm, { namespace: 'jhub', values })
        const roles = objects.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
        const theirs = roles.flatMap((role) =>
          granted(role, String(at(role, 'metadata', 'namespace') ?? (role.kind === 'Role' ? 'jhub' : ''))),
        )
        const names = {
          namespace: 'jhub',
          state: 'hub-warmseats-state',
          lease: 'hub-warmseats',
          calendarStore: 'hub-warmseats-calendar',
        }
        const ours = neededAccess(loadConfigText(config, 'config.yaml').config, names).flatMap(
          ({ verbs, namespace = '', group, resource, name: object = '' }) =>
            verbs.map((verb) => say({ namespace, group, resource, name: object, verb })),
        )
        assert.deepEqual([...new Set(ours)].toSorted(), [...new Set(theirs)].toSorted())
      })
  })
