import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Row, rowsPicture } from '../../src/charts/rows.ts'
import { at, HOUR } from '../support/time.ts'
import { attributesOf } from './support.ts'

const VIEW = {
  fromMs: at('00:00'),
  toMs: at('00:00') + 24 * HOUR,
  zone: 'utc',
  width: 500,
  label: 'A day & a half "seen"',
}
const levels = [{ fromMs: at('08:00'), toMs: at('09:00'), high: 28 }]
const row = (more: Partial<Row> = {}): Row => ({
  ...{ name: 'people', most: 28, height: 100, layers: [{ draw: 'area', className: 'users', levels }] },
  ...more,
})
const rhythms = [{ hours: 6, format: 'HH:mm' }]

describe('rows on one axis of times', () => {
  it('are one picture with one name, as high as they are together and the times below them', () => {
    const { markup } = rowsPicture({ ...VIEW, rhythms, rows: [row(), row({ name: 'nodes' })] })
    assert.match(markup, /^<svg viewBox="0 0 500 218" role="img" aria-label="A day &amp; a half &quot;seen&quot;">/)
    assert.deepEqual(
      [...markup.matchAll(/class="panel"[^>]*>([^<]*)/g)].map(([, text]) => text),
      ['people', 'nodes'],
    )
    assert.equal(markup.match(/12:00/g)?.length, 1)
  })
  it('draw areas and lines, and nothing of what has no levels', () => {
    const drawn = rowsPicture({
      ...VIEW,
      rhythms,
      rows: [
        row({
          layers: [
            { draw: 'area', className: 'users', levels },
            { draw: 'line', className: 'announced', levels },
            { draw: 'area', className: 'waiting', levels: [] },
          ],
        }),
      ],
    })
    assert.deepEqual(
      attributesOf(drawn, 'path').map(({ class: name }) => name),
      ['users', 'announced'],
    )
  })
  it('have a limit, and a line at now over all of them', () => {
    const rows = [row(), row({ limit: { at: 20, text: '20 at most' } })]
    const drawn = rowsPicture({ ...VIEW, rhythms, rows, nowMs: at('12:00') })
    const lines = attributesOf(drawn, 'line')
    assert.equal(lines.filter(({ class: name }) => name === 'limit').length, 1)
    const now = lines.find(({ class: name }) => name === 'now') ?? assert.fail()
    assert.equal(now.x1, (44 + 492) / 2)
    assert.ok(Number(now.y2) > 150 && Number(now.y1) < 30)
    assert.doesNotMatch(rowsPicture({ ...VIEW, rhythms, rows }).markup, /class="now"/)
  })
})
