import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Planned } from '../../../src/commands/scale/plan.ts'
import { sayAsJson, sayEnd } from '../../../src/commands/scale/say.ts'
import type { Effect } from '../../../src/domain/act/effect.ts'
import { nodeCreation } from '../../support/action.ts'
import { planAt, withPolicy } from '../../support/utilization.ts'

const config = withPolicy({ enabled: true, nodeGroups: 'gce' })
const wish = nodeCreation({ count: 2 })
const planned: Planned = {
  context: 'hub',
  server: 'https://hub',
  namespace: 'hub',
  settings: [],
  config,
  plan: planAt('09:00', { config }),
  isOff: false,
  wishes: [wish],
  unknown: [],
}

describe('what `warmseats scale` says of nodes that were to be created', () => {
  const table: readonly (readonly [Effect, string, string])[] = [
    [{ at: 'done' }, 'done      create 2 in pool user', 'done'],
    [{ at: 'done', isOnTheWay: true }, 'on the way  create 2 in pool user', 'on the way'],
  ]
  for (const [effect, line, short] of table)
    it(short, () => {
      const done = [{ action: wish, effect }]
      assert.equal(sayEnd(planned, done), line)
      assert.equal(JSON.parse(sayAsJson(planned, done)).actions[0].effect, short)
    })
})
