import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html, type Part, svg, trusted } from '../../src/markup/markup.ts'

describe('html', () => {
  it('escapes what is put into it, and nothing twice', () => {
    assert.equal(
      html`<b title="${'"'}">${'<&>'}${html`<i>${"'"}</i>`}${[1, undefined, ['x']]}</b>`.markup,
      '<b title="&quot;">&lt;&amp;&gt;<i>&#39;</i>1x</b>',
    )
  })
  it('what was read from elsewhere is no markup, whatever its shape', () => {
    const forged = JSON.parse('{"markup": "<script>", "Symbol(markup)": true}') as Part
    assert.throws(() => html`${forged}`)
  })
  it('takes constants of ours as they are', () => {
    assert.equal(html`<style>${trusted('a > b { }')}</style>`.markup, '<style>a > b { }</style>')
  })
})

describe('svg', () => {
  it('escapes as html does, and each can be put into the other', () => {
    const title = svg`<title>${'<"Physics" & \'co\'>'}</title>`
    assert.equal(title.markup, '<title>&lt;&quot;Physics&quot; &amp; &#39;co&#39;&gt;</title>')
    assert.equal(html`<p>${svg`<svg>${title}</svg>`}</p>`.markup, `<p><svg>${title.markup}</svg></p>`)
  })
  it('writes places to a tenth of a pixel, and no minus before nothing', () => {
    assert.equal(svg`${1 / 3} ${2} ${-0.04} ${0.1 + 0.2} ${[1.25]}`.markup, '0.3 2 0 0.3 1.3')
  })
  it('leaves out what would make a file unreadable', () => {
    assert.equal(svg`<text>${'a\u0000b\u001bc\ufffed\ud83de😀'}</text>`.markup, '<text>a b c d\ufffde😀</text>')
  })
})
