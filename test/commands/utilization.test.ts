import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { InputError } from '../../src/commands/read-input.ts'
import { utilization } from '../../src/commands/utilization.ts'
import { CORDONED_BY } from '../../src/domain/utilization/marks.ts'
import { type NodeSpec, rawNode } from '../support/node.ts'
import { type PodSpec, rawPod, several } from '../support/pod.ts'
import { at } from '../support/time.ts'
import { cordonedByUs } from '../support/utilization.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-utilization-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, items: readonly object[]): string => raw(name, { kind: 'List', items })

const raw = (name: string, json: object): string => {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify(json))
  return path
}

const GI = 2 ** 30
const node = (name: string, more: NodeSpec = {}) => ({ kind: 'Node', ...rawNode({ name, memory: '10Gi', ...more }) })
const pod = (spec: PodSpec) => ({ kind: 'Pod', ...rawPod(spec) })
const nodes = file('nodes.json', [
  ...several(6, (number) => node(`n${number}`)),
  node('hand', { cordoned: true }),
  node('ours', cordonedByUs('08:00')),
])
const pods = file('pods.json', [
  pod({ name: 'hub', on: 'n1', memory: '5Gi' }),
  rawPod({ name: 'ada', on: 'n2', memory: '5Gi', labels: { student: 'yes' } }),
  rawPod({ name: 'bob', on: 'n3', memory: '7Gi', labels: { student: 'yes' } }),
  rawPod({ placeholder: 'user', on: 'n6', memory: '9Gi' }),
  rawPod({ name: 'dns', namespace: 'kube-system', on: 'n4', memory: '9Gi' }),
])
const STUDENTS = { PREEMPTIBLE_LABELS: 'student' }
const run = (options: object = {}, environment: Readonly<Record<string, string>> = STUDENTS) =>
  utilization({ nodes, pods, output: 'json', ...options }, environment, at('09:00'))

describe('warmseats utilization', () => {
  it('prints the plan as JSON', async () => {
    assert.deepEqual(JSON.parse(await run()), {
      utilization: 17 / 50,
      workloadBytes: 17 * GI,
      capacityBytes: 50 * GI,
      criticalNodes: ['n1'],
      goal: 3,
      cordon: ['n5', 'n4'],
      uncordon: [],
      shutdown: ['ours'],
      create: 0,
    })
  })
  it('and for people, with its reasons', async () => {
    const text = await run({ output: 'text' })
    for (const line of [
      'Utilization 34 %',
      '  workload  17Gi',
      '  critical  n1',
      'Goal 3 nodes',
      'Cordon',
      'Shut down',
      '  ours: empty and cordoned: nothing keeps it',
    ])
      assert.ok(text.split('\n').includes(line), `${line} in\n${text}`)
  })
  it('--compat data-8 counts as the original', async () => {
    assert.deepEqual(JSON.parse(await run({ compat: 'data-8' })), {
      utilization: 26 / 60,
      workloadBytes: 26 * GI,
      capacityBytes: 60 * GI,
      criticalNodes: ['n1', 'n6'],
      goal: 3,
      cordon: ['n4', 'n5', 'n2'],
      uncordon: [],
      shutdown: ['hand', 'ours'],
      create: 0,
    })
    assert.match(await run({ compat: 'data-8', output: 'text' }), /^Shut down {2}hand, ours$/m)
  })
  it('the environment has the settings', async () => {
    const plan = JSON.parse(await run({}, { MIN_NODES: '5', OMIT_NAMESPACES: '' }))
    assert.deepEqual([plan.goal, plan.workloadBytes, plan.criticalNodes.length], [5, 26 * GI, 4])
  })
  it('refuses contradictory settings, and says all that is wrong', async () => {
    const refused = run({}, { MIN_UTILIZATION: '0.9', MAX_NODES: 'many' })
    await assert.rejects(refused, (error: InputError) => {
      assert.ok(error instanceof InputError)
      assert.match(error.message, /settings are refused\n {2}MAX_NODES: `many`.*\n {2}OPTIMAL_UTILIZATION: 0.9 < 0.75/)
      return true
    })
  })
  it('a file that is none is an error that tells how to make it', async () => {
    await assert.rejects(run({ pods: join(folder, 'none.json') }), /cannot read .*none.json: there is no such file/)
  })
  for (const [what, wrong, says] of [
    [
      'pods for nodes',
      { nodes: pods },
      /^--nodes got a Pod in .*pods.json, and takes Nodes; make .*kubectl get nodes -o json/,
    ],
    ['nodes for pods', { pods: nodes }, /^--pods got a Node in .*nodes.json, and takes Pods/],
    [
      'an empty list of another kind',
      { nodes: raw('empty-pods.json', { kind: 'PodList', items: [] }) },
      /got a PodList/,
    ],
    ['a table', { nodes: raw('table.json', { kind: 'Table', rows: [] }) }, /^--nodes got a Table in/],
    [
      'an error of the API server',
      { pods: raw('status.json', { kind: 'Status', status: 'Failure', message: 'pods is forbidden' }) },
      /^--pods got a Status \(pods is forbidden\) in/,
    ],
  ] as const)
    it(`refuses ${what}, and says which option got what`, () =>
      assert.rejects(run(wrong), (error) => error instanceof InputError && says.test(error.message)))
  it('a node that does not say its memory is told, and neither counted nor touched', async () => {
    const odd = file('odd.json', [node('n1'), node('n2', { memory: '-5Gi' }), node('n3', { memory: 'lots' })])
    const report = JSON.parse(await run({ nodes: odd, pods: file('none.json', []) }, { MIN_NODES: '0' }))
    assert.deepEqual([report.capacityBytes, report.cordon, report.create], [10 * GI, ['n1'], 0])
    const text = await run({ nodes: odd, output: 'text' })
    for (const name of ['n2', 'n3']) assert.match(text, new RegExp(`^Problem: node ${name}: its memory`, 'm'))
  })
  it('a pod in phase Unknown is no workload, as for the original', async () => {
    const unknown = file('unknown.json', [rawPod({ name: 'lost', on: 'n1', memory: '5Gi', phase: 'Unknown' })])
    for (const compat of [undefined, 'data-8']) {
      const { workloadBytes, criticalNodes } = JSON.parse(await run({ pods: unknown, compat }))
      assert.deepEqual([workloadBytes, criticalNodes], [0, []], compat)
    }
  })
  it('speaks for no release: the cordons of each are the policy’s', async () => {
    const { cordoned = true, annotations } = cordonedByUs('08:00')
    const more = { cordoned, annotations: { ...annotations, [CORDONED_BY]: 'hub/other-state' } }
    const some = file('some.json', [...several(4, (number) => node(`n${number}`)), node('theirs', more)])
    assert.deepEqual(JSON.parse(await run({ nodes: some })).shutdown, ['theirs'])
  })
  it('without any capacity utilization is null', async () => {
    const empty = file('empty.json', [])
    assert.equal(JSON.parse(await run({ nodes: empty })).utilization, null)
    assert.match(await run({ nodes: empty, output: 'text' }), /unknown: no node is schedulable/)
  })
  it('is a command', () => {
    const program = join(import.meta.dirname, '../../src/warmseats.mjs')
    const environment = { ...process.env, ...STUDENTS }
    const args = [program, 'utilization', '--nodes', nodes, '--pods', pods, '--output', 'json']
    assert.equal(JSON.parse(execFileSync(process.execPath, args, { env: environment, encoding: 'utf8' })).goal, 3)
    const help = execFileSync(process.execPath, [program, 'utilization', '--help'], { encoding: 'utf8' })
    assert.match(help, /MIN_UTILIZATION, OPTIMAL_UTILIZATION/)
  })
})
