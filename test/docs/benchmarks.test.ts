/** The figures of docs/benchmarks.md on synthetic clusters are those of the run in test/bench/golden: `--json` writes it. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Report } from '../bench/report.ts'
import { scaleGoals } from '../bench/scale/goals.ts'
import { growthPicture } from '../bench/scale/growth.ts'
import { NOW } from '../bench/scale/revision.ts'
import { scaleTables } from '../bench/scale/say-scale.ts'
import type { Table } from '../bench/scale/say-scenes.ts'
import { STAGES } from '../bench/scale/stages.ts'
import { between, keeps, read, table } from './support.ts'

const { at, machine, tookSeconds, scale } = JSON.parse(read('test/bench/golden/scale.json')) as Report
if (!scale) throw new Error('test/bench/golden/scale.json has nothing of synthetic clusters')

const shown = ({ title, columns, rows }: Table): string => {
  const isTold = columns.map((name, column) => name !== 'revision' || rows.some((row) => row[column] !== NOW))
  const told = (cells: readonly string[]) => cells.filter((_, column) => isTold[column])
  return `**${title}**\n\n${table(told(columns), rows.map(told))}`
}

describe('docs/benchmarks.md', () => {
  it('has the figures of a run on synthetic clusters, and the machine', () => {
    const ran = `${at}, ${machine}, ${Math.round(tookSeconds / 60)} minutes.`
    keeps('docs/benchmarks.md', (page) =>
      between(page, 'synthetic', [ran, ...scaleTables(scale).map(shown)].join('\n\n')),
    )
  })

  it('and which goals they meet', () => {
    const rows = scaleGoals(scale, NOW).map(({ what, found, met }) => [what, met ? 'met' : '**missed**', found])
    keeps('docs/benchmarks.md', (page) => between(page, 'synthetic-goals', table(['goal', '', 'found'], rows)))
  })

  it('and their picture', () => keeps('docs/growth.svg', () => growthPicture(scale, NOW)))

  it('names every stage', () => {
    const page = read('docs/benchmarks.md')
    for (const stage of STAGES) assert.ok(page.includes(`\`${stage}\``), stage)
  })
})
