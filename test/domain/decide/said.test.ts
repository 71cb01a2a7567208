import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { AT_LEAST, PAUSE } from '../../../src/domain/cluster/hand.ts'
import { aheadIn } from '../../../src/domain/decide/ahead.ts'
import { askedOf } from '../../../src/domain/decide/asked.ts'
import { decisionOf, problemsOf } from '../../../src/domain/decide/said.ts'
import { thereIn } from '../../../src/domain/decide/there.ts'
import { wantedOf } from '../../../src/domain/decide/wanted.ts'
import { userPool } from '../../support/config.ts'
import { annotatedByHand, deployment, predecessors } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { poolInput } from '../../support/pool-input.ts'
import { at } from '../../support/time.ts'

function said(world: World) {
  const input = poolInput(world)
  const asked = askedOf(input)
  const there = thereIn(input, asked)
  const steps = [input, asked, there, wantedOf(input, asked, there), aheadIn(input, there)] as const
  return { decision: decisionOf(...steps), problems: problemsOf(...steps) }
}

const config = userPool({ replicas: 2 })

describe('what is wrong with a pool', () => {
  const told = (world: World) => said(world).problems.map(({ where, text }) => `${where}: ${text}`)
  const refused = (cannotCreate: string, annotations = {}) => deployment({ config, cannotCreate, annotations })
  const table: [string, World, readonly RegExp[]][] = [
    ['nothing', { config, deployments: [deployment({ config, replicas: 2 })] }, []],
    [
      "no size for what takes the place of the predecessor's",
      { config: userPool({ replicas: 2, resources: null }), deployments: [predecessors()] },
      [/^nodePools\.user: the size .* is not known/],
    ],
    ['nothing, where the first node is still to come', { config: userPool({ replicas: 2, resources: null }) }, []],
    [
      'pods that are refused, and not the nodes that did not come for them',
      {
        config,
        deployments: [refused('exceeded quota')],
        pods: [pod({ placeholder: 'user', unschedulableSince: at('07:00') })],
      },
      [/^nodePools\.user: its placeholder pods cannot be created: exceeded quota$/],
    ],
    [
      'a user that OpenShift did not give, with what to write',
      { config, deployments: [refused('unable to validate against any security context constraint: […]')] },
      [/constraint: \[…\]; on OpenShift write placeholder: \{runAsUser: cluster\}$/],
    ],
    [
      'nodes that do not come',
      {
        config,
        deployments: [deployment({ config, replicas: 2 })],
        pods: [pod({ placeholder: 'user', unschedulableSince: at('07:00') })],
      },
      [/^nodePools\.user: no node came in 15 min: is the pool at its maximum\?$/],
    ],
    ['too many, before the limit', { config: userPool({ replicas: 700 }) }, [/^nodePools\.user\.maxPlaceholders: /]],
    [
      "all of it, a person's hand first",
      { config, deployments: [refused('exceeded quota', { [AT_LEAST]: 'six' })] },
      [/^Deployment user-placeholder annotation/, /^nodePools\.user: its placeholder pods/],
    ],
  ]
  for (const [name, world, expected] of table)
    it(name, () => {
      const texts = told(world)
      assert.equal(texts.length, expected.length, texts.join('\n'))
      for (const [index, text] of expected.entries()) assert.match(texts[index] ?? '', text)
    })
})

describe('a decision', () => {
  const nodes = [node({ name: 'kept' }), node({ name: 'cordoned', cordoned: true })]
  const pods = [pod({ user: 'ada', on: 'kept', memory: '4Gi' })]
  const judgements = (world: World) =>
    said({ nodes, pods, ...world }).decision.rooms.map(({ judgement }) => judgement.at)

  it('shows rooms as the strategy judges them', () => {
    assert.deepEqual(judgements({ config }), ['roomy', 'unusable'])
    assert.deepEqual(judgements({ config: userPool({ scalingStrategy: 'fit' }) }), ['seats', 'unusable'])
  })
  it('speaks of seats only where somebody asks in seats', () => {
    assert.equal(said({ config, nodes, pods }).decision.seats, undefined)
    assert.equal(said({ config, nodes, pods, events: [{ asks: { user: { seats: 20 } } }] }).decision.seats?.open, 7)
  })
  it('says until when a person has paused it', () => {
    const annotations = { [PAUSE]: 'until 10:00' }
    const managedFields = [annotatedByHand(PAUSE, at('08:30'))]
    const paused = deployment({ config, annotations, managedFields })
    assert.equal(said({ config, deployments: [paused] }).decision.paused, 'until 10:00')
  })
})
