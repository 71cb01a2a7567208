import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Access, installAccess, neededAccess } from '../../../src/domain/doctor/needed-access.ts'
import { config } from '../../support/config.ts'

const NAMES = { namespace: 'hub', state: 'warmseats-state', lease: 'warmseats', calendarStore: 'warmseats-calendar' }
const say = ({ verbs, group, resource, name, namespace }: Access) =>
  `${namespace ?? '*'} ${[group, resource].filter(Boolean).join('/')}${name ? ` ${name}` : ''}: ${verbs.join(' ')}`

describe('what the controller has to be allowed', () => {
  it('is what the chart grants (test/chart/doctor.test.ts)', () =>
    assert.ok(neededAccess(config(), NAMES).map(say).includes('hub apps/deployments: list watch create patch delete')))
  it('names its own objects', () => {
    const said = neededAccess(config(), NAMES).map(say)
    for (const one of [
      'hub configmaps warmseats-state: list watch patch',
      'hub coordination.k8s.io/leases warmseats: list watch patch',
      'hub secrets warmseats-calendar: list watch patch',
    ])
      assert.ok(said.includes(one), said.join('\n'))
  })
  it('quotas of each namespace with users, each once', () => {
    const own = neededAccess(config({ userPods: { namespaces: ['hub', 'lab'] } }), NAMES)
    const quotas = own.filter(({ resource }) => resource === 'resourcequotas').map(({ namespace }) => namespace)
    assert.deepEqual(quotas, ['hub', 'lab'])
  })
  it('cordons only under the utilization policy', () => {
    const cordons = (enabled: boolean) =>
      neededAccess(config({ utilization: { enabled } }), NAMES)
        .map(say)
        .includes('* nodes: get patch')
    assert.deepEqual([cordons(true), cordons(false)], [true, false])
  })
  it('nothing of a Lease or a store that it was not given', () => {
    const said = neededAccess(config(), { namespace: 'hub', state: 'state' }).map(say).join('\n')
    assert.doesNotMatch(said, /leases|secrets/)
  })
})

it('who installs creates what is in the namespace, and what is in none', () => {
  const said = installAccess('hub').map(say)
  assert.ok(said.includes('* rbac.authorization.k8s.io/clusterroles: create'))
  assert.ok(said.includes('hub apps/deployments: create'))
})
