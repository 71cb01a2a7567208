import { type FileOptions, filesOf } from '../../src/simulation/semester/files.ts'
import { semester } from '../../src/simulation/semester/semester.ts'
import { type Cost, costOf, type Figures, lateIn, measure, worldOf } from './measure.ts'
import { BOTH, type Measure, type Setting } from './rows.ts'

/** Of one seed, under every calendar of the table. */
export interface PlayedSemester {
  readonly announced: Figures
  readonly auto: Cost
  readonly none: Cost
  readonly announcedOff: Cost
  readonly noneOff: Cost
}

/** Plays fourteen weeks five times: minutes. @param tell is told of each as it is over */
export async function playSemester(seed: number, tell: (line: string) => void): Promise<PlayedSemester> {
  const made = semester(seed)
  const filesFor = (calendar: FileOptions['calendar'], setting: Setting) =>
    filesOf(made, { seed, calendar, forecast: BOTH[setting] })
  const told = async <C extends Cost>(name: string, playing: Promise<C>): Promise<C> => {
    const cost = await playing
    tell(`semester ${seed}, ${name}: ${JSON.stringify(cost)}`)
    return cost
  }
  const played = async (calendar: FileOptions['calendar'], setting: Setting) =>
    told(`calendar ${calendar}, ${setting}`, worldOf(filesFor(calendar, setting)).then(costOf))
  return {
    announced: await told('calendar announced, on', measure(filesFor('announced', 'on'))),
    none: await played('none', 'on'),
    auto: await played('auto', 'on'),
    announcedOff: await played('announced', 'off'),
    noneOff: await played('none', 'off'),
  }
}

export const SEMESTER: readonly Measure<PlayedSemester>[] = [
  {
    what: 'announced calendar: late people',
    atMost: 350,
    off: ({ announcedOff }) => lateIn(announcedOff),
    on: ({ announced }) => lateIn(announced),
  },
  {
    what: 'of these in weeks 1 to 3',
    atMost: 75,
    off: ({ announcedOff }) => lateIn(announcedOff, 1, 3),
    on: ({ announced }) => lateIn(announced, 1, 3),
  },
  {
    what: "node-hours × the oracle's",
    digits: 3,
    atMost: 1.11,
    off: ({ announcedOff, announced }) => announcedOff.nodeHours / announced.oracle,
    on: ({ announced }) => announced.nodeHours / announced.oracle,
  },
  { what: '`students: auto` everywhere: late people', atMost: 450, on: ({ auto }) => lateIn(auto) },
  {
    what: "node-hours × the oracle's",
    digits: 3,
    on: ({ auto, announced }) => auto.nodeHours / announced.oracle,
  },
  {
    what: 'no calendar: late people in weeks 4 to 14',
    atMost: 250,
    off: ({ noneOff }) => lateIn(noneOff, 4),
    on: ({ none }) => lateIn(none, 4),
  },
  {
    what: "node-hours × the oracle's",
    digits: 3,
    off: ({ noneOff, announced }) => noneOff.nodeHours / announced.oracle,
    on: ({ none, announced }) => none.nodeHours / announced.oracle,
  },
]
