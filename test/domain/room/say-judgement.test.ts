import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Judgement } from '../../../src/domain/room/room.ts'
import { sayJudgement } from '../../../src/domain/room/say-judgement.ts'
import { at, DAY } from '../../support/time.ts'

const table: [Judgement, RegExp[]][] = [
  [{ at: 'unusable', because: 'is cordoned' }, [/^is cordoned$/]],
  [{ at: 'holding' }, [/placeholder/]],
  [{ at: 'full', resource: 'memory', ratio: 0.125, threshold: 0.2 }, [/12\.5 %/, /memory/, /20 %/]],
  [{ at: 'full', resource: 'cpu', ratio: 0.19999, threshold: 0.2 }, [/19\.9 %/, /cpu/]],
  [{ at: 'no slot' }, [/slot/]],
  [{ at: 'lacking', resource: 'nvidia.com/gpu' }, [/nvidia\.com\/gpu/]],
  [{ at: 'grace', untilMs: at('09:10'), empty: false }, [/room/, /from 09:10/]],
  [{ at: 'grace', untilMs: at('09:10') + DAY, empty: true }, [/empty/, /Wed 25 Mar 09:10/]],
  [{ at: 'roomy', cpu: 0.875, memory: 0.5 }, [/room/, /87\.5 %/, /50 %/]],
]

describe('the judgement on a node names its cause', () => {
  for (const [judgement, causes] of table)
    it(JSON.stringify(judgement), () => {
      for (const cause of causes) assert.match(sayJudgement(judgement, at('09:00'), 'utc'), cause)
    })
  it("times are those of the calendar's zone", () => {
    assert.match(
      sayJudgement({ at: 'grace', untilMs: at('09:10'), empty: false }, at('09:00'), 'America/Los_Angeles'),
      /02:10/,
    )
  })
})
