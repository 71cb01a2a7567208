import assert from 'node:assert/strict'
import { it } from 'node:test'
import { scenarioOf } from '../../../src/commands/record/scenario.ts'
import { boots } from '../../../src/recording/boots.ts'
import { shapes } from '../../../src/recording/shapes.ts'
import { visit } from '../../recording/support.ts'
import { config, poolLabels } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { at } from '../../support/time.ts'

const VALUES = {
  calendarUrl: 'https://calendar.example.edu/secret-address/basic.ics',
  calendars: [{ name: 'eecs', url: 'https://calendar.example.edu/secret-too.ics' }],
  calendarTimezone: 'Europe/Berlin',
  fallWindow: 45,
  dryRun: true,
  bridge: '20m',
  defaultPool: '',
  userPods: { labelSelector: 'app=notebooks' },
  extraEnv: [{ name: 'TOKEN', value: 'secret' }],
  nodePools: { user: { nodeSelector: poolLabels('user') }, lab: { nodeSelector: poolLabels('lab') } },
}

function scenario() {
  const built = config(VALUES)
  const seen = shapes(built)
  seen.nodes.applied(node(), undefined)
  seen.visited([visit('09:00')])
  const files = { trace: 'traces/spring.csv', scenario: 'scenarios/spring.yaml' }
  return scenarioOf({
    ...files,
    config: built,
    values: VALUES,
    shapes: seen,
    boots: boots(built),
    fromMs: at('08:00'),
    untilMs: at('09:00'),
  })
}

it('it has the rules of the config, and nothing secret in it, nor what would blind or bind the simulated product', () => {
  const { text } = scenario()
  assert.match(text, /fallWindow: 45/)
  assert.match(text, /timezone: Europe\/Berlin/)
  assert.doesNotMatch(text, /secret|dryRun|app=notebooks/)
  assert.doesNotMatch(text, /bridge|defaultPool/, 'defaults say nothing')
})

it('the trace is named as seen from its folder', () => assert.match(scenario().text, /file: \.\.\/traces\/spring\.csv/))

it('a pool of which nothing was seen is said', () => assert.deepEqual(scenario().unseen, ['lab']))
