import assert from 'node:assert/strict'
import { it } from 'node:test'
import { band } from '../../src/charts/band.ts'
import { attributesOf, PLOT } from './support.ts'

it('a band is as high as the chart, and only as much of it as lies in its time', () => {
  for (const [fromMs, toMs, wanted] of [
    [20, 40, [20, 20]],
    [-50, 10, [0, 10]],
    [90, 300, [90, 10]],
    [-50, 300, [0, 100]],
    [-50, 0, undefined],
    [100, 120, undefined],
  ] as const) {
    const [drawn] = attributesOf(band(PLOT, { fromMs, toMs }, 'event'), 'rect')
    assert.deepEqual(drawn && [drawn.x, drawn.width], wanted, `${fromMs} to ${toMs}`)
    if (drawn) assert.deepEqual([drawn.class, drawn.y, drawn.height], ['event', 0, 100])
  }
})
