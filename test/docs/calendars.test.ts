import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { expand } from '../../src/domain/calendar/occurrences/expand.ts'
import { parseCalendar } from '../../src/domain/calendar/occurrences/parse.ts'
import { timelineOf } from '../../src/domain/demand/timeline.ts'
import { config } from '../support/config.ts'
import { at, DAY } from '../support/time.ts'
import { between, fenced, keeps, read } from './support.ts'

const DOC = 'docs/calendars.md'
const TEXT = read('examples/calendars/descriptions.ics')
const POOLS = config({ nodePools: { user: {}, lab: {} } })

function understood() {
  const parsed = parseCalendar(TEXT)
  assert.ok(parsed.at === 'calendar')
  return expand(parsed.calendar, at('00:00'), at('00:00') + 2 * DAY)
}

/** The descriptions as they stand in the file, by UID. */
const written = new Map(
  [...TEXT.replaceAll('\r\n ', '').matchAll(/^UID:(.*)\r\n(?:.*\r\n)*?DESCRIPTION:(.*)\r$/gm)].map(
    ([, uid = '', text = '']) => [uid, text.replaceAll('\\n', '\n').replaceAll(/\\(.)/g, '$1')],
  ),
)

/** What the product says to each event, as in the log. */
function answers(): string {
  const { occurrences, problems } = understood()
  const all = [...problems, ...timelineOf(occurrences, POOLS).problems]
  return occurrences
    .map((one) => {
      const asks = [...one.description.asks].filter(([pool]) => POOLS.pools.has(pool))
      const asked = asks.map(([pool, { integer }]) => `${integer} in \`${pool}\``).join(', ')
      const lead = one.description.leadTimeMs
      const early = typeof lead === 'number' ? `, from ${lead / 60_000} minutes before its start` : ''
      const wrong = all.filter(({ where }) => where.includes(one.uid)).map(({ text }) => `  - reported: ${text}`)
      return [
        `**${one.summary}**`,
        '',
        '````text',
        written.get(one.uid),
        '````',
        '',
        `- asks ${asked || 'nothing'}${early}`,
        ...wrong,
      ].join('\n')
    })
    .join('\n\n')
}

describe(DOC, () => {
  it('shows what is answered to each of the eight descriptions', () => {
    assert.equal(understood().occurrences.length, 8)
    keeps(DOC, (text) => between(text, 'descriptions', answers()))
  })

  it('four are right, four are not', () => {
    const { occurrences, problems } = understood()
    const complaints = [...problems, ...timelineOf(occurrences, POOLS).problems]
    const right = occurrences.filter(
      ({ uid, description }) => description.asks.size > 0 && !complaints.some(({ where }) => where.includes(uid)),
    )
    assert.deepEqual(
      right.map(({ uid }) => uid[0]),
      ['1', '2', '3', '4'],
    )
  })

  it('its values are a config without a warning', () => {
    const values = fenced(read(DOC), 'yaml').filter((text) => /^(calendar|nodePools)/.test(text))
    assert.equal(values.length, 2)
    for (const text of values) {
      const loaded = loadConfig(text)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    }
  })
})
