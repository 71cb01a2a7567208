import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { poolProblemsExamined } from '../../../src/domain/doctor/pool-problems.ts'
import { config, userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at, MINUTE } from '../../support/time.ts'
import { only, sceneOf, told } from './support.ts'

const examine = (world: World) => poolProblemsExamined(sceneOf({ nodes: [node()], ...world }))
const ada = (more: object) => [pod({ user: 'ada', on: 'n1', memory: '1Gi', ...more })]

describe('what the product says is wrong, with what mends it', () => {
  it('nothing', () => {
    const { findings, well } = examine({ pods: ada({ priority: 0 }) })
    assert.deepEqual(findings, [])
    assert.equal(well.length, 1)
  })

  const table: [string, World, RegExp][] = [
    [
      'users never preempt',
      { pods: ada({ preemptionPolicy: 'Never' }) },
      /^broken nodePools\.user: .*`preemptionPolicy: Never`.* → scheduling: \{podPriority/,
    ],
    [
      'users are not above placeholders',
      { pods: ada({ priority: -10 }) },
      /^broken nodePools\.user: .*have the priority -10/,
    ],
    [
      'a CapacityBuffer that the cluster does not serve',
      { config: userPool({ holdBy: 'capacitybuffer' }) },
      /^warning nodePools\.user\.holdBy: the cluster serves no CapacityBuffer .* → kubectl get crd capacitybuffers/,
    ],
    [
      'users request nothing',
      { pods: ada({ memory: undefined }) },
      /^broken nodePools\.user\.seat\.requests: .* → singleuser: \{memory: \{guarantee: 1G\}\}/,
    ],
    [
      'a taint keeps all nodes from placeholders',
      { nodes: [node({ taints: [{ key: 'exam', value: 'yes', effect: 'NoSchedule' }] })] },
      /^broken nodePools\.user\.tolerations: .* → nodePools: \{user: \{tolerations: \[\{key: exam, operator: Equal, value: 'yes', effect: NoSchedule\}\]\}\}$/,
    ],
    [
      'a taint without a value, beside tolerations that are there',
      {
        config: userPool({ tolerations: [{ key: 'lab', operator: 'Exists', effect: 'NoSchedule' }] }),
        nodes: [node({ taints: [{ key: 'exam', effect: 'NoExecute' }] })],
      },
      /tolerations: \[\{key: lab, operator: Exists, effect: NoSchedule\}, \{key: exam, operator: Exists, effect: NoExecute\}\]/,
    ],
    [
      'users are on nodes with a taint, placeholders on others',
      {
        nodes: [node(), node({ name: 'n2', taints: [{ key: 'exam', effect: 'NoSchedule' }] })],
        pods: [pod({ user: 'bo', on: 'n2', memory: '1Gi' })],
      },
      /^warning nodePools\.user\.tolerations: users run on nodes with the taint exam:NoSchedule/,
    ],
    [
      'several placeholders share a node where nodes are meant',
      { config: userPool({ replicas: 4, resources: { requests: { memory: '4Gi' } } }) },
      /^warning nodePools\.user\.resources\.requests: .*8 of these placeholders fit on one node.* → nodePools: \{user: \{resources: null\}\}/,
    ],
    [
      'placeholders cannot be created',
      { deployments: [deployment({ cannotCreate: 'exceeded quota' })] },
      /^broken nodePools\.user: its placeholder pods cannot be created: exceeded quota → kubectl -n hub describe deployments,pods -l warmseats\.io\/pool=user$/,
    ],
    [
      'more placeholders are asked than a pool gets',
      { config: userPool({ replicas: 600 }) },
      /^warning nodePools\.user\.maxPlaceholders: .* → nodePools: \{user: \{maxPlaceholders: 600\}\}$/,
    ],
    [
      'two pools match one node',
      {
        config: config({ nodePools: { user: { nodeSelector: { a: 'b' } }, lab: { nodeSelector: { a: 'b' } } } }),
        nodes: [node({ labels: { a: 'b' } })],
      },
      /^warning nodePools\.user\.nodeSelector: its nodes also match `lab`.* → nodePools: \{user: \{nodeSelector: \{a: b, hub\.jupyter\.org\/pool-name: user\}\}\}/,
    ],
    [
      "a person's annotation is not understood",
      { deployments: [deployment({ annotations: { 'warmseats.io/at-least': 'many' } })] },
      /^warning Deployment user-placeholder annotation warmseats\.io\/at-least: .* → kubectl -n hub annotate deployment\/user-placeholder warmseats\.io\/at-least- /,
    ],
    [
      'a person has paused it',
      { deployments: [deployment({ annotations: { 'warmseats.io/pause': 'until 2026-03-24T12:00' } })] },
      /^warning nodePools\.user: it is paused by annotation, until 2026-03-24T12:00: .* → kubectl -n hub annotate deployment\/user-placeholder warmseats\.io\/pause-$/,
    ],
    [
      'nobody knows which pool those who wait are of',
      {
        config: config({ nodePools: { user: {}, lab: {} } }),
        pods: [pod({ user: 'cy', memory: '1Gi', created: at('08:00') })],
      },
      /^warning Pending user pods: .*set `defaultPool` → defaultPool: user$/,
    ],
    [
      'people have waited too long',
      { pods: [pod({ user: 'cy', memory: '1Gi', created: at('08:00') - MINUTE })] },
      /^broken .* → kubectl -n hub get pods --field-selector=status\.phase=Pending -o wide$/,
    ],
  ]
  for (const [name, world, says] of table) it(name, () => assert.match(only(examine(world)), says))

  it('what is wrong with seats while somebody asks in them, once', () => {
    const found = told(
      examine({ pods: ada({ memory: undefined }), events: [{ asks: { user: { students: 20 } }, from: '07:00' }] }),
    )
    assert.equal(found.filter((one) => one.includes('request nothing')).length, 1, found.join('\n'))
  })
  it('classes that do not fit, and events that are not understood, are told elsewhere', () =>
    assert.deepEqual(
      told(
        examine({
          config: userPool({ maxPlaceholders: 1 }),
          events: [{ asks: { user: 3, usr: 1 }, from: '2026-03-25T09:00:00Z', to: '2026-03-25T10:00:00Z' }],
        }),
      ),
      [],
    ))
})
