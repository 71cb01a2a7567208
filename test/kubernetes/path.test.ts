import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { targetOf } from '../../src/kubernetes/path.ts'

describe('targetOf', () => {
  for (const [path, target] of [
    ['/api/v1/nodes', { group: '', resource: 'nodes' }],
    ['/api/v1/nodes/n1', { group: '', resource: 'nodes', name: 'n1' }],
    ['/api/v1/pods?limit=5', { group: '', resource: 'pods' }],
    ['/api/v1/namespaces', { group: '', resource: 'namespaces' }],
    ['/api/v1/namespaces/hub', { group: '', resource: 'namespaces', name: 'hub' }],
    ['/api/v1/namespaces/hub/status', { group: '', resource: 'namespaces', name: 'hub', subresource: 'status' }],
    ['/api/v1/namespaces/hub/pods', { group: '', resource: 'pods', namespace: 'hub' }],
    [
      '/api/v1/namespaces/hub/pods/p/eviction',
      { group: '', resource: 'pods', namespace: 'hub', name: 'p', subresource: 'eviction' },
    ],
    ['/apis/apps/v1/deployments', { group: 'apps', resource: 'deployments' }],
    [
      '/apis/apps/v1/namespaces/hub/deployments/d',
      { group: 'apps', resource: 'deployments', namespace: 'hub', name: 'd' },
    ],
    ['/version', { group: '', resource: '/version' }],
    ['', { group: '', resource: '' }],
  ] as const) {
    it(path || 'nothing', () => assert.deepEqual(targetOf(path), target))
  }
})
