import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COLOUR_NAMES, type Rules, standalone, VARIABLES, variable } from '../../src/charts/palette.ts'

const every: Rules = (paint) => COLOUR_NAMES.map((colour) => `.${colour} { fill: ${paint(colour)} }`).join('\n')

describe('the palette', () => {
  it('for a page: every colour is a variable, light and dark', () => {
    const [light = '', dark = ''] = VARIABLES.split('@media (prefers-color-scheme: dark)')
    for (const colour of COLOUR_NAMES)
      for (const rules of [light, dark]) assert.match(rules, new RegExp(`--${colour}: #[0-9a-f]{6}[; ]`))
    assert.equal(variable('ink'), 'var(--ink)')
  })
  it('for a picture: the same rules twice, without a variable', () => {
    const [light = '', dark = ''] = standalone(every).split('@media (prefers-color-scheme: dark) {')
    const classes = (rules: string) => rules.match(/\.[\w-]+ \{/g)
    assert.equal(classes(light)?.length, COLOUR_NAMES.length)
    assert.deepEqual(classes(light), classes(dark))
    assert.doesNotMatch(light + dark, /var\(/)
    assert.equal(dark.split('{').length, dark.split('}').length - 1)
  })
})
