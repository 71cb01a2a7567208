import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COLOUR_NAMES, variable } from '../../src/charts/palette.ts'
import { pictureLegend, pictureLegendRules } from '../../src/charts/picture-legend.ts'
import { attributesOf, textsOf } from './support.ts'

const ENTRIES = [
  { colour: 'people', text: 'ten letter' },
  { colour: 'late', text: '<waiting>.' },
  { colour: 'empty', text: 'nobody' },
] as const

describe('pictureLegend', () => {
  it('stands in one line where there is room', () => {
    const { markup, height } = pictureLegend(ENTRIES, { left: 10, top: 50, width: 300 })
    assert.equal(height, 20)
    assert.deepEqual(textsOf(markup), ['ten letter', '&lt;waiting&gt;.', 'nobody'])
    assert.deepEqual(attributesOf(markup, 'rect')[1], {
      class: 'swatch-late',
      x: 108,
      y: 52,
      width: 12,
      height: 12,
      rx: 3,
    })
    assert.deepEqual(attributesOf(markup, 'text')[1], { class: 'soft', x: 126, y: 62 })
  })
  it('breaks where there is none', () => {
    const { markup, height } = pictureLegend(ENTRIES, { left: 10, top: 50, width: 200 })
    assert.equal(height, 40)
    assert.deepEqual(
      attributesOf(markup, 'rect').map(({ x, y }) => [x, y]),
      [
        [10, 52],
        [108, 52],
        [10, 72],
      ],
    )
  })
  it('of nothing takes no room', () => {
    assert.equal(pictureLegend([], { left: 10, top: 50, width: 200 }).height, 0)
  })
  it('every colour has its swatch', () => {
    for (const colour of COLOUR_NAMES)
      assert.ok(pictureLegendRules(variable).includes(`.swatch-${colour} { fill: var(--${colour}) }`), colour)
  })
})
