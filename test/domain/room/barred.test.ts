import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PoolValues } from '../../../src/config/schema.ts'
import { userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { type NodeSpec, node } from '../../support/node.ts'
import { type PodSpec, pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

interface Case {
  readonly pool?: Partial<PoolValues>
  readonly nodes: readonly NodeSpec[]
  readonly users?: readonly PodSpec[]
  /** For how long a placeholder has found no node; none waits unless said. */
  readonly waitsSince?: string
}

function told({ pool = {}, nodes, users = [], waitsSince }: Case): string[] {
  const config = userPool({ replicas: 1, ...pool })
  const waiting: PodSpec[] = waitsSince ? [{ placeholder: 'user', unschedulableSince: at(waitsSince) }] : []
  return decideAt('09:00', {
    config,
    nodes: nodes.map((one, index) => node({ name: `n${index}`, ...one })),
    pods: [...users, ...waiting].map((one) => pod(one)),
    deployments: [deployment({ config, replicas: 1 })],
  }).problems.map(({ where, text }) => `${where}: ${text}`)
}

const taint = (value?: string, key = 'example.edu/hub') => ({ key, ...(value ? { value } : {}), effect: 'NoSchedule' })
const stats = { taints: [taint('stats')] }
const ADVICE = 'add {key: example.edu/hub, operator: Equal, value: stats, effect: NoSchedule}'
const MAXIMUM = 'nodePools.user: no node came in 15 min: is the pool at its maximum?'
const bar = (nodes: string, advice: string, taints = 'the taint example.edu/hub=stats:NoSchedule, which is') =>
  `nodePools.user.tolerations: ${nodes} ${taints} not named here, so placeholders cannot run there; ${advice}`

describe('nodes with taints that placeholders do not tolerate', () => {
  const ada: PodSpec = { user: 'ada', on: 'n0' }
  const table: [string, Case, readonly string[]][] = [
    [
      'and users on them: they tolerate what the pool does not name',
      { nodes: [stats, stats], users: [ada] },
      [bar('users run on nodes with', ADVICE)],
    ],
    [
      'and a value that YAML would read as something else is quoted',
      { nodes: [{ taints: [taint('yes')] }], users: [ada] },
      [
        bar(
          'users run on nodes with',
          "add {key: example.edu/hub, operator: Equal, value: 'yes', effect: NoSchedule}",
          'the taint example.edu/hub=yes:NoSchedule, which is',
        ),
      ],
    ],
    [
      'are why placeholders wait, not the maximum',
      { nodes: [stats], users: [ada], waitsSince: '08:40' },
      [bar('users run on nodes with', ADVICE)],
    ],
    [
      'may be why, where no user is there',
      { nodes: [stats], waitsSince: '08:40' },
      [bar('all nodes of the pool have', `if users tolerate it, ${ADVICE}`)],
    ],
    [
      'beside others that they can get to: either may be why',
      { nodes: [stats, {}], waitsSince: '08:40' },
      [MAXIMUM, bar('some nodes of the pool have', `if users tolerate it, ${ADVICE}`)],
    ],
    [
      'are nothing while nobody waits for long: many a taint goes when a node is ready',
      { nodes: [stats], waitsSince: '08:50' },
      [],
    ],
    ['are nothing beside others that they can get to', { nodes: [stats, {}], users: [ada] }, []],
    [
      'are nothing where the pool names them',
      { nodes: [stats], users: [ada], pool: { tolerations: [{ key: 'example.edu/hub', operator: 'Exists' }] } },
      [],
    ],
    ['are nothing where more keeps placeholders away', { nodes: [{ ...stats, cordoned: true }], users: [ada] }, []],
    [
      'without a value',
      { nodes: [{ taints: [taint()] }], users: [ada] },
      [
        bar(
          'users run on nodes with',
          'add {key: example.edu/hub, operator: Exists, effect: NoSchedule}',
          'the taint example.edu/hub:NoSchedule, which is',
        ),
      ],
    ],
    [
      'of several kinds',
      { nodes: [{ taints: [taint('stats')] }, { taints: [taint('a', 'team'), taint('stats')] }], users: [ada] },
      [
        bar(
          'users run on nodes with',
          `${ADVICE} and {key: team, operator: Equal, value: a, effect: NoSchedule}`,
          'the taints example.edu/hub=stats:NoSchedule and team=a:NoSchedule, which are',
        ),
      ],
    ],
    [
      'that only prefer to be left alone',
      { nodes: [{ taints: [{ key: 'x', effect: 'PreferNoSchedule' }] }], users: [ada], waitsSince: '08:40' },
      [MAXIMUM],
    ],
    [
      'are not those of nodes on their way in or out',
      { nodes: [{ taints: [taint(undefined, 'karpenter.sh/disrupted')] }], users: [ada], waitsSince: '08:40' },
      [MAXIMUM],
    ],
  ]
  for (const [name, given, expected] of table) it(name, () => assert.deepEqual(told(given), expected))
})
