/** A run as a table in Markdown, for docs/reliability.md. */
import { median } from '../bench/statistics.ts'
import { type Result, saySeconds, sayWrites } from './result.ts'

/** One row a kind of fault, its rounds together. */
export function tableOf(results: readonly Result[]): string {
  const groups = Map.groupBy(results, ({ group }) => group)
  return [...groups].map(([group, own]) => `### ${capital(group)}\n\n${HEAD}\n${rowsOf(own).join('\n')}`).join('\n\n')
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
    const limit = (rounds[0]?.limitMs ?? 0) / 1000
    const lines = Math.max(...rounds.map((round) => round.lines))
    const complaints = [...new Set(rounds.flatMap((round) => round.complaints))]
    const verdict = complaints.length === 0 ? 'held' : complaints.join('<br>')
    return row([fault, rounds.length, after, limit, sayWrites(together(rounds)), lines, verdict])
  })
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

/** Whether a process grows: of the one that lived longest, the first and the last third of what was measured of it. */
export function sayGrowth(results: readonly Result[]): string {
  const lives = Map.groupBy(
    results.flatMap(({ sizes }) => sizes),
    ({ pid }) => pid,
  )
  const [longest = []] = [...lives.values()].sort((a, b) => b.length - a.length)
  if (longest.length === 0) return 'Memory was not measured: there is no /proc here.'
  const third = Math.ceil(longest.length / 3)
  const say = (part: typeof longest) =>
    `${median(part.map(({ rssMiB }) => rssMiB)).toFixed(0)} MiB and ${median(part.map(({ descriptors }) => descriptors))} descriptors`
  return `The process that lived longest went through ${longest.length} faults, with ${say(longest.slice(0, third))} in the first third of them, ${say(longest.slice(-third))} in the last.`
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
