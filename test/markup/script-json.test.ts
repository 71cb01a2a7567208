import assert from 'node:assert/strict'
import { it } from 'node:test'
import { html } from '../../src/markup/markup.ts'
import { scriptJson } from '../../src/markup/script-json.ts'

it('data cannot end its element, and is read as what it was', () => {
  const data = { title: '</script><!-- <script>', more: ['&amp;', '"', 1] }
  const { markup } = html`<script type="application/json">${scriptJson(data)}</script>`
  assert.equal(markup.match(/<\/script>/g)?.length, 1)
  assert.doesNotMatch(markup, /<!--/)
  assert.deepEqual(JSON.parse(markup.slice(markup.indexOf('{'), markup.lastIndexOf('}') + 1)), data)
})
