import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type FormInput, tryForm } from '../../../src/server/try/form.ts'
import { draft } from '../../domain/trial/support.ts'

const form = (more: Partial<FormInput> = {}) =>
  tryForm({ draft: draft('students: 5'), wrong: {}, pools: ['user', 'lab'], zone: 'UTC', ...more }).markup

describe('the form', () => {
  it('has a label for each field', () => {
    const fields = [...form().matchAll(/<(?:input|textarea|select) id="(\w+)" name="(\w+)"/g)]
    assert.deepEqual(
      fields.map(([, id, name]) => [id, name]),
      ['text', 'title', 'date', 'begin', 'end', 'pool'].map((one) => [one, one]),
    )
    for (const [, id = ''] of fields) assert.ok(form().includes(`<label for="${id}">`), id)
  })
  it('keeps what was typed, line breaks at the front too, as text', () => {
    const typed = draft('\n</textarea><b>', { title: '" onfocus="x', pool: 'lab' })
    const markup = form({ draft: typed })
    assert.match(markup, />\n\n&lt;\/textarea&gt;&lt;b&gt;<\/textarea>/)
    assert.match(markup, /value="&quot; onfocus=&quot;x"/)
    assert.match(markup, /<option value="lab" selected>lab<\/option>/)
    assert.doesNotMatch(markup, /<option value="user" selected>/)
  })
  it('says beside a field what is wrong with it, to those who do not see it as well', () => {
    const markup = form({ wrong: { end: 'This is no time of day.' } })
    assert.match(markup, /id="end"[^>]* aria-invalid="true" aria-describedby="end-wrong"/)
    assert.match(markup, /<p class="wrong" id="end-wrong">This is no time of day\.<\/p>/)
    assert.equal(markup.match(/aria-invalid/g)?.length, 1)
  })
})
