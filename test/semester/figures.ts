/** The figures of docs/forecast.md: semesters and single lectures, what is announced beside all of the forecast. */
import { cpus } from 'node:os'
import { LECTURE, playLectures } from './lectures.ts'
import { HEAD, rowOf } from './rows.ts'
import { playSemester, SEMESTER } from './semesters.ts'

export interface FiguresInput {
  /** Each its own rows: those on which the rule was tuned, and others. */
  readonly seeds: readonly (readonly number[])[]
  /** Is told of everything as it is over. */
  readonly tell: (line: string) => void
  /** Lectures alone take a minute a seed, semesters about ten. */
  readonly withSemesters: boolean
}

/** @returns one table, Markdown, with what it was made on */
export async function figures({ seeds, tell, withSemesters }: FiguresInput): Promise<string> {
  const rows: string[] = []
  const played = async <Played>(
    group: readonly number[],
    play: (seed: number, say: typeof tell) => Promise<Played>,
  ) => {
    const all = new Map<number, Played>()
    for (const seed of group) all.set(seed, await play(seed, tell))
    return all
  }
  for (const group of withSemesters ? seeds : []) {
    const all = await played(group, playSemester)
    rows.push(...SEMESTER.map((measure) => rowOf(measure, all)))
  }
  for (const group of seeds) {
    const all = await played(group, playLectures)
    rows.push(...LECTURE.map((measure) => rowOf(measure, all)))
  }
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}`
  return [`${new Date().toISOString().slice(0, 10)}, ${machine}`, '', HEAD, ...rows].join('\n')
}
