import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { ProblemView } from '../../../src/domain/snapshot/problems.ts'
import { keepsNodesAway, troubleCauses } from '../../../src/domain/snapshot/trouble-causes.ts'

const PLACE = { namespace: 'hub', identity: 'warmseats-0' }
const bad = (where: string): ProblemView => ({ level: 'bad', where, text: 'is wrong' })

it('each has something that can be done, the log where nothing else is known', () => {
  const wheres = [
    'no replica leads',
    'cluster',
    'state ConfigMap',
    'watch of nodes',
    'calendar',
    'nodePools.user',
    'memory',
  ]
  assert.deepEqual(
    troubleCauses(wheres.map(bad), PLACE).map(({ doing: { copy } }) => copy),
    [
      'kubectl -n hub get pods,leases',
      "kubectl get --raw '/readyz?verbose'",
      'helm -n hub list && helm -n hub upgrade RELEASE CHART --reuse-values',
      'warmseats doctor -n hub',
      'warmseats doctor -n hub',
      'warmseats doctor -n hub',
      'kubectl -n hub logs warmseats-0 --tail 50',
    ],
  )
})

it('what only costs something is none', () =>
  assert.deepEqual(troubleCauses([{ ...bad('cluster'), level: 'warning' }], PLACE), []))

it('without a memory nodes come all the same', () =>
  assert.deepEqual(troubleCauses([bad('memory'), bad('cluster')], PLACE).map(keepsNodesAway), [false, true]))
