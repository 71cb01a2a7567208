import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { accessExamined } from '../../../src/domain/doctor/access.ts'
import type { Access } from '../../../src/domain/doctor/needed-access.ts'
import { only, told } from './support.ts'

const ACCOUNT = { at: 'account', namespace: 'hub', name: 'keeper' } as const
const NODES: Access = { verbs: ['list', 'watch'], group: '', resource: 'nodes', without: 'it is blind' }
const LEASE: Access = {
  verbs: ['patch'],
  group: 'coordination.k8s.io',
  resource: 'leases',
  name: 'warmseats',
  namespace: 'hub',
  without: 'nobody leads',
}

describe('what a ServiceAccount may not do', () => {
  it('in the whole cluster, with the commands that let it', () =>
    assert.equal(
      only(accessExamined(ACCOUNT, [{ access: NODES, denied: ['watch'] }])),
      'broken RBAC: the ServiceAccount hub/keeper may not watch nodes in the cluster: it is blind → ' +
        'kubectl create clusterrole warmseats-nodes-read --verb=list,watch --resource=nodes && ' +
        'kubectl create clusterrolebinding warmseats-nodes-read --clusterrole=warmseats-nodes-read --serviceaccount=hub:keeper',
    ))
  it('to one object of a namespace', () =>
    assert.match(
      only(accessExamined(ACCOUNT, [{ access: LEASE, denied: ['patch'] }])),
      / → kubectl -n hub create role warmseats-leases-patch --verb=patch --resource=leases\.coordination\.k8s\.io --resource-name=warmseats && kubectl -n hub create rolebinding /,
    ))
  it('what it does without is a warning', () =>
    assert.match(
      only(accessExamined(ACCOUNT, [{ access: { ...NODES, optional: true }, denied: ['list'] }])),
      /^warning /,
    ))
  it('where all is allowed, that is said', () => {
    const made = accessExamined(ACCOUNT, [{ access: NODES, denied: [] }])
    assert.deepEqual(told(made), [])
    assert.match(made.well.join(), /hub\/keeper may do all that the controller does \(1 rule asked\)/)
  })
})

it('who may not install is told who can', () =>
  assert.match(
    only(accessExamined({ at: 'oneself', namespace: 'hub' }, [{ access: NODES, denied: ['list'] }])),
    /^broken RBAC: you may not list nodes .* → helm install warmseats .* --namespace hub .*# by a person who administers the cluster$/,
  ))
