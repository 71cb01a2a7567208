import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { runsOf } from '../../src/charts/level.ts'

const level = (fromMs: number, toMs: number, high: number, low?: number) =>
  low === undefined ? { fromMs, toMs, high } : { fromMs, toMs, high, low }

describe('runsOf', () => {
  for (const [name, levels, wanted] of [
    ['nothing', [], []],
    ['one level: its two ends', [level(0, 4, 2)], [['0: 0–2', '4: 0–2']]],
    ['what goes on as before has no corner', [level(0, 4, 2), level(4, 8, 2)], [['0: 0–2', '8: 0–2']]],
    ['a corner where either end changes', [level(0, 4, 2), level(4, 8, 2, 1)], [['0: 0–2', '4: 1–2', '8: 1–2']]],
    [
      'a hole ends a run, also between the same heights',
      [level(0, 4, 2), level(6, 8, 2)],
      [
        ['0: 0–2', '4: 0–2'],
        ['6: 0–2', '8: 0–2'],
      ],
    ],
  ] as const)
    it(name, () => {
      const said = runsOf(levels).map((run) => run.map(({ ms, low, high }) => `${ms}: ${low}–${high}`))
      assert.deepEqual(said, wanted)
    })
})
