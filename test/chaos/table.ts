/** A run as a table in Markdown, for docs/reliability.md. */
import { median } from '../bench/statistics.ts'
import { SECOND } from '../support/time.ts'
import { type Result, saySeconds, sayWrites } from './result.ts'

/** One row a kind of fault, its rounds together. */
export function tableOf(results: readonly Result[]): string {
  const groups = Map.groupBy(results, ({ group }) => group)
  const sections = [...groups].map(([group, own]) => `### ${capital(group)}\n\n${HEAD}\n${rowsOf(own).join('\n')}`)
  return [...sections, reasonsOf(results)].join('\n\n')
}

const HEAD = [
  '| fault | rounds | right after s, median (most) | limit s | writes of Deployments | log lines, most | verdict |',
  '| --- | --: | --: | --: | --- | --: | --- |',
].join('\n')

function rowsOf(results: readonly Result[]): string[] {
  return [...Map.groupBy(results, ({ fault }) => fault)].map(([fault, rounds]) => {
    const times = rounds.map(({ convergedMs = Number.POSITIVE_INFINITY }) => convergedMs)
    const most = Math.max(...times)
    const after = `${sayTime(median(times))} (${sayTime(most)})`
    const limit = (rounds[0]?.limitMs ?? 0) / SECOND
    const lines = Math.max(...rounds.map((round) => round.lines))
    const complaints = [...new Set(rounds.flatMap((round) => round.complaints))]
    const verdict = complaints.length === 0 ? 'held' : complaints.join('<br>')
    return row([fault, rounds.length, after, limit, sayWrites(together(rounds)), lines, verdict])
  })
}

/** Why limits are not the common one. */
function reasonsOf(results: readonly Result[]): string {
  const reasons = results.flatMap(({ limitMs, because }) =>
    because === undefined ? [] : [`- ${limitMs / SECOND} s: ${because}.`],
  )
  return ['Limits other than 5 s:', '', ...new Set(reasons)].join('\n')
}

const row = (cells: readonly (string | number)[]) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`

const sayTime = (ms: number) => saySeconds(Number.isFinite(ms) ? ms : undefined)

function together(rounds: readonly Result[]): Map<number, number> {
  const sums = new Map<number, number>()
  for (const { writes } of rounds)
    for (const [status, count] of writes) sums.set(status, (sums.get(status) ?? 0) + count)
  return sums
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
