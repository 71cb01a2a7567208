import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { chosenIn, theOneIn } from '../../../src/commands/forecast/choose.ts'
import { type ForecastOptions, forecast } from '../../../src/commands/forecast/forecast.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MEMORY_KEY, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { halfHourOf, withHalfHour } from '../../../src/domain/forecast/half-hours.ts'
import type { KnownPool } from '../../../src/domain/known/known.ts'
import { poolLabels } from '../../support/config.ts'
import { forecastsOf, type SeriesSpec, WEEK } from '../../support/memories.ts'
import { at } from '../../support/time.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-forecast-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: object): string => {
  writeFileSync(join(folder, name), JSON.stringify(content))
  return join(folder, name)
}

const config = file('values.yaml', {
  nodePools: { user: { nodeSelector: poolLabels('user') } },
  schedule: [{ name: 'Lab\u001b[2J', start: '2026-03-24T09:00', duration: '1h', pools: { user: { students: 210 } } }],
})
const stateOf = (...specs: SeriesSpec[]) => {
  const halfHours = { user: withHalfHour({}, halfHourOf(at('12:30') - WEEK, 'utc'), 76) }
  const memory = memoryToJson({ ...NO_MEMORY, forecast: { ...forecastsOf(...specs), halfHours } })
  return file('state.json', { kind: 'ConfigMap', data: { [MEMORY_KEY]: memory } })
}
const FOUR: readonly SeriesSpec[] = [
  { title: 'Lab\u001b[2J', came: [76, 81, 92, 3] },
  { title: 'Poetry', came: [20], lastMs: at('15:00') - WEEK },
]
const said = (options: Partial<ForecastOptions> = {}, specs = FOUR) =>
  forecast({ config, state: stateOf(...specs), output: 'text', ...options }, at('08:00'))

describe('warmseats forecast, of a state in a file', () => {
  it('has a few lines for each series, and the half-hours', async () => {
    const { text, unread } = await said()
    assert.deepEqual(unread, [])
    const lines = text.split('\n')
    assert.equal(lines[0], 'user (UTC), forecast.history: show')
    assert.match(
      lines[1] ?? '',
      /^ {2}Lab \[2J, Tuesdays 09:00 {2}\[user-tue-0900-[0-9a-f]{4}\]$/,
      'nothing steers the terminal',
    )
    assert.deepEqual(lines.slice(2, 4), [
      '    came       76 of 210, 81 of 210, 92 of 210, fewer than 5 of 210',
      '    next       Tue 2026-03-24 09:00, 210 announced; the last 4 times fewer than 5 to 92 came: 94 would be expected (forecast.history: on)',
    ])
    assert.match(lines[4] ?? '', /^ {4}they come {2}[▁▂▃▄▅▆▇█]{15} from half an hour before, half by 09:0\d$/)
    assert.match(lines[5] ?? '', /^ {4}saved {6}forecast\.history: on would have saved \d+ seats at the start/)
    assert.match(text, / {2}a class of Tuesdays 15:00 that the calendar does not name now {2}\[user-tue-1500-/)
    assert.match(text, /next {7}not in the calendar; last time 20 came: 25 expected/)
    assert.match(text, /Tuesdays 12:30 +76 +38$/)
  })
  it('is the same for programs', async () => {
    const { zone, pools, problems } = JSON.parse((await said({ output: 'json' })).text)
    assert.deepEqual([zone, problems, pools[0].series.length, pools[0].halfHours.length], ['utc', [], 2, 1])
  })
  it('of one series alone, by its title or name', async () => {
    const { text } = await said({ series: 'lab [2j' })
    assert.doesNotMatch(text, /1500|12:30/)
    const id = /user-tue-1500-\w{4}/.exec((await said()).text)?.[0] ?? ''
    assert.match((await said({ series: id })).text, /last time 20 came/)
  })
  it('one that nobody remembers is a sentence, with what was meant', async () => {
    const id = /user-tue-1500-\w{4}/.exec((await said()).text)?.[0] ?? ''
    await assert.rejects(said({ series: id.slice(0, -1) }), new RegExp(`no series \`.*\`; did you mean \`${id}\``))
    await assert.rejects(
      said({ series: 'Advanced Basket Weaving' }),
      /warmseats forecast lists those that are remembered/,
    )
    await assert.rejects(said({ series: 'Lab' }, []), /nothing is remembered of any class yet/)
  })
  it('where nothing is known, that is said', async () =>
    assert.match((await said({}, [])).text, /No class is remembered yet: each is, 45 minutes after its start\./))
  it('needs a memory beside a config', () =>
    assert.rejects(forecast({ config, output: 'text' }, 0), /give the memory with --state FILE/))
})

it('a title that several series have is not one of them', async () => {
  const specs = [FOUR[0], { ...FOUR[0], came: [9], uid: 'b', lastMs: at('11:00') - WEEK }].flatMap((one) =>
    one?.came ? [{ ...one, came: one.came }] : [],
  )
  const two = JSON.parse((await said({ output: 'json' }, specs)).text).pools as KnownPool[]
  const named = two.map((pool) => ({ ...pool, series: pool.series.map((one) => ({ ...one, title: 'Lab' })) }))
  assert.equal(chosenIn(named, 'Lab').length, 2)
  assert.throws(
    () => theOneIn(named, 'Lab'),
    /are several series; name one: user-tue-0900-\w{4} \(Lab, Tuesdays 09:00\), user-tue-1100/,
  )
})
