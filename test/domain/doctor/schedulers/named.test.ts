import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type NamedInput,
  namedExamined,
  type SchedulablePod,
  schedulerNamesIn,
} from '../../../../src/domain/doctor/schedulers/named.ts'
import { at } from '../../../support/time.ts'
import { only, told } from '../support.ts'

const WHERE = 'profiles.schedulerName'
const RUNNING = { namespace: 'hub', name: 'user-scheduler', schedulerNames: ['packing'], ready: 1 }
const examine = (more: Partial<NamedInput> = {}) =>
  namedExamined({ named: new Map([[WHERE, 'packing']]), running: [], pods: [], nowMs: at('08:00'), ...more })

const asking = (since: string, more: SchedulablePod = {}): SchedulablePod => ({
  metadata: { namespace: 'hub', name: 'ada', creationTimestamp: new Date(at(since)).toISOString() },
  ...more,
  spec: { schedulerName: 'packing', ...more.spec },
})

describe('a scheduler that the values name', () => {
  it('runs', () => {
    const { findings, well } = examine({ running: [RUNNING] })
    assert.deepEqual([findings, well], [[], ['the scheduler packing runs (Deployment hub/user-scheduler)']])
  })
  it('runs nowhere that was seen, and has placed somebody', () => {
    const { findings, well } = examine({ pods: [asking('07:00', { spec: { nodeName: 'n1' } })] })
    assert.deepEqual([findings, well], [[], ['the scheduler packing has placed 1 pod that is there']])
  })
  it('is named twice, and said once', () => {
    const named = new Map([
      [WHERE, 'packing'],
      ['placeholder.schedulerName', 'packing'],
    ])
    assert.equal(examine({ named, running: [RUNNING] }).well.length, 1)
  })
  it('is not ready', () =>
    assert.equal(
      only(examine({ running: [{ ...RUNNING, ready: 0 }] })),
      `broken ${WHERE}: no pod of the scheduler packing is ready (Deployment hub/user-scheduler): pods that name it wait → kubectl --namespace hub describe deployment user-scheduler`,
    ))
  it('was never seen: those that were are named', () =>
    assert.match(
      only(examine({ running: [{ ...RUNNING, schedulerNames: ['user-scheduler'] }] })),
      /^warning profiles\.schedulerName: no scheduler packing was seen: .*; there is user-scheduler → profiles: \{schedulerName: ''\}$/,
    ))

  it('has not looked at a pod for a minute: it is not there, whoever else it placed before', () => {
    const pods = [asking('07:48'), asking('07:00', { spec: { nodeName: 'n1' } })]
    assert.match(
      only(examine({ pods })),
      /^broken profiles\.schedulerName: no scheduler packing has looked at 1 pod that asked for it up to 12 min ago \(hub\/ada\)/,
    )
    assert.match(only(examine({ pods, running: [RUNNING] })), /→ kubectl --namespace hub describe deployment/)
  })
  for (const [what, pod] of [
    ['is new', asking('08:00')],
    [
      'has been looked at',
      asking('07:00', { status: { conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] } }),
    ],
    ['waits for a gate', asking('07:00', { spec: { schedulingGates: [{ name: 'one' }] } })],
    ['is being deleted', { ...asking('07:00'), metadata: { ...asking('07:00').metadata, deletionTimestamp: 'now' } }],
    ['asks for another', asking('07:00', { spec: { schedulerName: 'other' } })],
  ] as const)
    it(`nothing is said of its silence where the pod ${what}`, () =>
      assert.deepEqual(told(examine({ pods: [pod], running: [RUNNING] })), []))
})

describe('the names of a KubeSchedulerConfiguration', () => {
  it('are those of its profiles', () =>
    assert.deepEqual(
      schedulerNamesIn(
        'kind: KubeSchedulerConfiguration\nprofiles: [{schedulerName: a}, {plugins: {}}, {schedulerName: b}]',
      ),
      ['a', 'b'],
    ))
  for (const text of ['', '{', 'profiles: [{schedulerName: a}]', 'kind: KubeSchedulerConfiguration', '[1]'])
    it(`are none in ${JSON.stringify(text)}`, () => assert.deepEqual(schedulerNamesIn(text), []))
})
