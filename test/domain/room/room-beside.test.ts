import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { problem } from '../../../src/domain/problem.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { type PodSpec, pod } from '../../support/pod.ts'

interface Case {
  readonly placeholder?: Readonly<Record<string, string>> | null
  readonly seat?: Readonly<Record<string, string>> | null
  readonly nodes?: readonly NodeSpec[]
  readonly pods?: readonly PodSpec[]
}

const WHERE = 'nodePools.user.resources.requests'

function said({ placeholder = { memory: '28Gi' }, seat = { memory: '2Gi' }, nodes = [{}], pods = [] }: Case = {}) {
  const config = userPool({
    replicas: 1,
    resources: placeholder && { requests: placeholder },
    ...(seat ? { seat: { requests: seat } } : {}),
  })
  const world = { config, nodes: nodes.map(node), pods: pods.map((one) => pod(one)) }
  return decideAt('09:00', world).problems.flatMap(({ where, text }) => (where === WHERE ? [text] : []))
}

describe('a placeholder that leaves a seat free on an empty node', () => {
  it('is a problem that says what would be right', () =>
    assert.deepEqual(
      decideAt('09:00', {
        config: userPool({ seat: { requests: { memory: '2Gi' } } }),
        nodes: [node()],
      }).problems,
      [
        problem(
          WHERE,
          'a placeholder on an empty node leaves room for 2 people more: they are put on nodes that still pull their image while others have room; request nearly a whole node, more than 30Gi of memory',
        ),
      ],
    ))

  const table: [string, Case, RegExp][] = [
    ['for one', { placeholder: { memory: '29Gi' } }, /one person more/],
    ['exactly one seat', { placeholder: { memory: '30Gi' } }, /one person more/],
    ['of the node that it fills best', { nodes: [{ name: 'a' }, { name: 'b', memory: '64Gi' }] }, /2 people more/],
    [
      'also beside a node that it does not fit, and one without room for a seat',
      { nodes: [{ name: 'a' }, { name: 'b', memory: '8Gi' }, { name: 'c', memory: '1Gi' }] },
      /2 people more/,
    ],
    [
      'of the smaller one where both are as tight',
      { nodes: [{ name: 'a', memory: '64Gi', pods: '3' }, { name: 'b' }] },
      /2 people more/,
    ],
    ['while somebody sits there', { pods: [{ user: 'ada', on: 'n1', memory: '2Gi' }] }, /2 people more/],
    [
      'of the CPU, where a seat is of that',
      { placeholder: { cpu: '6' }, seat: { cpu: '500m' } },
      /more than 7500m of cpu/,
    ],
  ]
  for (const [name, given, says] of table) it(name, () => assert.match(said(given).join('\n'), says))
})

describe('it is no problem', () => {
  const table: [string, Case][] = [
    ['where several fit a node, as small as a seat on purpose', { placeholder: { memory: '2Gi' } }],
    ['where less than a seat is left', { placeholder: { memory: '31Gi' } }],
    ['where DaemonSets take what is left', { pods: [{ daemon: 'log', on: 'n1', memory: '3Gi' }] }],
    [
      'where the CPU is what is full',
      { placeholder: { memory: '2Gi', cpu: '7900m' }, seat: { memory: '2Gi', cpu: '1' } },
    ],
    ['where no pod slot is left', { placeholder: { memory: '2Gi' }, nodes: [{ pods: '1' }] }],
    ['where nobody said or asked what a seat is', { seat: null }],
    ['where the size is of our own making', { placeholder: null }],
    ['without nodes', { nodes: [] }],
    ['on nodes that nobody can use', { nodes: [{ cordoned: true }] }],
    ['where it does not fit at all: that is another problem', { placeholder: { cpu: '9' } }],
  ]
  for (const [name, given] of table) it(name, () => assert.deepEqual(said(given), []))
})
