import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Diagnosis, diagnosisJson, diagnosisText } from '../../../src/commands/doctor/said.ts'
import { broken, examined, warning } from '../../../src/domain/doctor/finding.ts'
import { connect } from '../../../src/kubernetes/connection.ts'
import { kubeconfigOf } from '../cluster/kubeconfig.ts'

async function somewhere() {
  using files = kubeconfigOf({ url: 'http://127.0.0.1:1' })
  return { connection: await connect({ kubeconfig: files.kubeconfig }), namespace: 'jhub' }
}

const place = await somewhere()

function diagnosis(all: Diagnosis['all']): Diagnosis {
  return { place, version: 'v1.36.3', installed: { release: undefined, state: undefined }, all }
}

const ALL = [
  examined('cluster', { well: ['the API answers'] }),
  examined('pools', {
    findings: [
      warning('nodePools.lab', 'is small', 'nodePools: {lab: {}}'),
      broken('nodePools.user', 'is down', 'kubectl uncordon n1'),
    ],
  }),
  examined('hub', { unchecked: [{ what: 'how the hub is set', because: 'forbidden' }] }),
]

it('what is broken comes first, then warnings, then what is not known, then what is well', () =>
  assert.deepEqual(diagnosisText(diagnosis(ALL)).split('\n'), [
    'jhub, where no release is yet (http://127.0.0.1:1, Kubernetes v1.36.3): 1 thing is broken, 1 warning; 1 check could not be made',
    '',
    'Broken',
    '  ✗ nodePools.user',
    '    is down',
    '    → kubectl uncordon n1',
    '',
    'Warnings',
    '  ! nodePools.lab',
    '    is small',
    '    → nodePools: {lab: {}}',
    '',
    'Not checked',
    '  ? how the hub is set',
    '    forbidden',
    '',
    'Well',
    '  ✓ cluster     the API answers',
  ]))

it('where all is well, that is all', () =>
  assert.match(
    diagnosisText(diagnosis([examined('cluster', { well: ['the API answers'] })])),
    /: all is well\n\nWell\n.*$/,
  ))

it('programs are told the same', () => {
  const { findings, unchecked, well, verdict, release } = JSON.parse(diagnosisJson(diagnosis(ALL)))
  assert.deepEqual(
    findings.map(({ topic, severity, mend }: Record<string, string>) => [topic, severity, mend]),
    [
      ['pools', 'broken', 'kubectl uncordon n1'],
      ['pools', 'warning', 'nodePools: {lab: {}}'],
    ],
  )
  assert.deepEqual(unchecked, [{ topic: 'hub', what: 'how the hub is set', because: 'forbidden' }])
  assert.deepEqual(well, [{ topic: 'cluster', what: 'the API answers' }])
  assert.deepEqual([verdict, release], [{ broken: 1, warnings: 1, unchecked: 1 }, null])
})
