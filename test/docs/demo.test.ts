/** The demo as the documents show it: its screen at nine, its last words, and its picture, all from the scenario. */
import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { draw } from '../../src/commands/demo/picture.ts'
import { pictureOf } from '../../src/commands/demo/show.ts'
import { summary } from '../../src/commands/demo/summary.ts'
import { policiesFor, readRehearsal } from '../../src/commands/read-scenario.ts'
import { type Played, play } from '../../src/simulation/played.ts'
import { WARMSEATS } from '../../src/simulation/policies/policy.ts'
import { svgReport } from '../../src/simulation/report/picture.ts'
import type { Rehearsal } from '../../src/simulation/scenario/read.ts'
import { played } from '../simulation/kept/kept.ts'
import { between, keeps, pathOf } from './support.ts'

const SCENARIO = pathOf('examples/scenarios/lecture-350.yaml')
const SHOWN_MS = Date.parse('2026-03-24T09:01:15-07:00')
const SCREEN = { columns: 90, rows: 23 }

const block = (lines: readonly string[]) => ['```', ...lines.map((line) => line.trimEnd()), '```'].join('\n')

/** As `warmseats simulate --output svg` draws it. */
async function picture(scenario: string, compare: string): Promise<string> {
  const rehearsal = await readRehearsal({ scenario })
  const outcomes = []
  for (const policy of [WARMSEATS, ...policiesFor(rehearsal, compare)])
    outcomes.push(await played(rehearsal.scenario, policy))
  return svgReport(rehearsal, outcomes)
}

describe('the demo', () => {
  let rehearsal: Rehearsal
  let screen: readonly string[]
  let ours: Played
  before(async () => {
    rehearsal = await readRehearsal({ scenario: SCENARIO })
    ours = await play(rehearsal.scenario, WARMSEATS, async (stage) => {
      await stage.advance(SHOWN_MS)
      screen = draw({ ...pictureOf(rehearsal, stage), ...SCREEN }, (_, text) => text)
      await stage.advance(rehearsal.scenario.endMs)
    })
  })

  it('is in docs/demo.md as it looks and as it ends, and its table in docs/costs.md', async () => {
    const others = []
    for (const policy of policiesFor(rehearsal)) others.push(await played(rehearsal.scenario, policy))
    const last = summary(ours, others, SCREEN.columns)
    assert.equal(ours.waits.beyond, 0, 'it shows what it is for')
    keeps('docs/demo.md', (page) => between(page, 'demo', block([...screen, '', '…', '', ...last.split('\n')])))
    const [, table = ''] = last.split('\n\n')
    assert.match(table, /node-hours/)
    keeps('docs/costs.md', (page) => between(page, 'costs', block(table.split('\n'))))
  })

  it('is the picture', async () => {
    const svg = await picture(SCENARIO, 'none,polling')
    keeps('docs/picture.svg', () => `${svg}\n`)
  })

  it('a week is a picture too', async () => {
    const svg = await picture(pathOf('examples/scenarios/week.yaml'), 'none')
    keeps('docs/week.svg', () => `${svg}\n`)
  })
})
