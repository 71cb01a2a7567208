import assert from 'node:assert/strict'
import { it } from 'node:test'
import { chartRules } from '../../src/charts/look.ts'
import { variable } from '../../src/charts/palette.ts'

it('every class that a chart part draws with has a look', () => {
  const rules = chartRules(variable)
  for (const name of ['panel', 'tick', 'title', 'label', 'grid', 'limit', 'cursor'])
    assert.match(rules, new RegExp(`\\.${name}\\b[^{}]*\\{`), name)
})

it('colours come out of the palette alone', () => {
  assert.doesNotMatch(chartRules(variable), /#[0-9a-f]{3}/)
})
