import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { InputError } from '../../src/commands/read-input.ts'
import { utilization } from '../../src/commands/utilization.ts'
import { type NodeSpec, rawNode } from '../support/node.ts'
import { rawPod, several } from '../support/pod.ts'
import { at } from '../support/time.ts'
import { cordonedByUs } from '../support/utilization.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-utilization-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, items: readonly object[]): string => {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ kind: 'List', items }))
  return path
}

const GI = 2 ** 30
const node = (name: string, more: NodeSpec = {}) => rawNode({ name, memory: '10Gi', ...more })
const nodes = file('nodes.json', [
  ...several(6, (number) => node(`n${number}`)),
  node('hand', { cordoned: true }),
  node('ours', cordonedByUs('08:00')),
])
const pods = file('pods.json', [
  rawPod({ name: 'hub', on: 'n1', memory: '5Gi' }),
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
