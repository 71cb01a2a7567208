import assert from 'node:assert/strict'
import { it } from 'node:test'
import { legend, legendRules } from '../../src/charts/legend.ts'
import { COLOUR_NAMES, variable } from '../../src/charts/palette.ts'

it('a legend is a colour and a text each, without a style that a strict page would forbid', () => {
  const { markup } = legend([
    { colour: 'people', text: 'at work' },
    { colour: 'late', text: 'wait > 30 s' },
  ])
  assert.equal(
    markup,
    '<p class="legend"><span><i class="swatch-people"></i>at work</span><span><i class="swatch-late"></i>wait &gt; 30 s</span></p>',
  )
})

it('every colour has its swatch', () => {
  for (const colour of COLOUR_NAMES)
    assert.ok(legendRules(variable).includes(`.swatch-${colour} { background: var(--${colour}) }`), colour)
})
