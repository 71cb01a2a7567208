import assert from 'node:assert/strict'
import { it } from 'node:test'
import { demandFigures } from '../../../src/domain/figures/demand.ts'
import { userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'

const config = userPool({ replicas: 2, seat: { requests: { memory: '4Gi' } } })
const saidOf = (world: World) =>
  demandFigures(poolOf(decideAt('09:00', { config, nodes: [node()], ...world }))).map(
    ({ source, unit, amount }) => `${source} ${amount} ${unit}`,
  )

it('the config asks while no event does', () => assert.deepEqual(saidOf({}), ['config 2 placeholders']))
it('an event with a bare number stands for it', () =>
  assert.deepEqual(saidOf({ events: [{ asks: { user: 4 } }] }), ['calendar 4 placeholders']))
it('what events ask in units of people stands beside it, each in its own', () =>
  assert.deepEqual(saidOf({ events: [{ asks: { user: { students: 30, nodes: 2 } } }] }), [
    'config 2 placeholders',
    'calendar 30 students',
    'calendar 2 nodes',
  ]))
it('the forecast asks for those who are still to come', () => {
  const reacting = userPool({ replicas: 2, seat: { requests: { memory: '4Gi' } } }, { forecast: { reactions: 'on' } })
  const said = saidOf({ config: reacting, events: [{ asks: { user: { students: 30 } } }] })
  assert.deepEqual(said.slice(0, 2), ['config 2 placeholders', 'calendar 30 students'])
  assert.match(said[2] ?? '', /^forecast [1-9]\d* students$/)
})
it('a person asks by annotation', () => {
  const annotations = { 'warmseats.io/at-least': '5 until 2026-03-24T12:00' }
  assert.deepEqual(saidOf({ deployments: [deployment({ config, replicas: 2, annotations })] }), [
    'config 2 placeholders',
    'hand 5 placeholders',
  ])
})
it('the utilization policy asks for nodes by placeholders', () => {
  const decided = poolOf(decideAt('09:00', { config, nodes: [node()] }))
  const asked = demandFigures({ ...decided, atLeast: { policy: { count: 3, said: '' } } })
  assert.deepEqual(asked.at(-1), { source: 'utilization', unit: 'placeholders', amount: 3 })
})
