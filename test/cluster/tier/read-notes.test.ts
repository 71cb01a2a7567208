import assert from 'node:assert/strict'
import { it } from 'node:test'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { judgeNotes } from './read-notes.ts'

const ACCOUNT = 'system:serviceaccount:hub:warmseats'
const AT = '2026-03-24T09:00:00.000000Z'
const granted = (resource: string) =>
  JSON.stringify({
    ...{ account: ACCOUNT, role: 'warmseats', namespace: 'hub' },
    rules: [{ apiGroups: [''], resources: [resource], verbs: ['list', 'watch'] }],
  })
const asked = (verb: string, resource: string, decision = 'allow') =>
  JSON.stringify({
    ...{ verb, userAgent: 'warmseats', user: { username: ACCOUNT }, objectRef: { resource, namespace: 'hub' } },
    requestReceivedTimestamp: AT,
    annotations: { 'authorization.k8s.io/decision': decision },
  })

it('what any cluster used is used, and what any refused is told', async () => {
  using place = folder()
  place.write('a.grants.jsonl', `${granted('pods')}\n${granted('secrets')}\n`)
  place.write('a.audit.jsonl', `${asked('list', 'pods')}\n{"verb": "wat`)
  place.write('a.audit-2026-03-24T09-00-00.000.jsonl', `${asked('watch', 'pods')}\n`)
  place.write('b.grants.jsonl', `${granted('pods')}\n${granted('secrets')}\n`)
  place.write(
    'b.audit.jsonl',
    [asked('list', 'secrets'), asked('patch', 'nodes', 'forbid'), asked('get', 'leases', 'forbid')].join('\n'),
  )
  place.write('b.refusals.jsonl', `${JSON.stringify({ what: 'get leases', sinceMs: Date.parse(AT) })}\n`)
  assert.deepEqual(await judgeNotes(place.path), {
    unused: ['watch secrets at home'],
    refused: ['patch nodes in hub'],
    granted: 4,
  })
})

it('a cluster of which nothing was noted compares nothing', async () => {
  using place = folder()
  assert.deepEqual(await judgeNotes(place.path), { unused: [], refused: [], granted: 0 })
})
