import { sayWait } from '../../../domain/duration.ts'
import { sayCount } from '../../../domain/say.ts'
import type { Rehearsal } from '../../scenario/read.ts'
import type { Bin } from './bins.ts'
import type { Drawn } from './drawn.ts'
import { dayTime } from './times.ts'

/** What a chart shows, for who does not see it: the highest of each line, and when. The tables have the rest. */
export function sayChart({ outcome, bins }: Drawn, rehearsal: Pick<Rehearsal, 'timezone' | 'scenario'>): string {
  const { name, waits } = outcome
  const time = dayTime(rehearsal)
  const { startMs, endMs } = rehearsal.scenario
  const most = (of: (bin: Bin) => number, say: (count: number) => string) => {
    const top = bins.reduce<Bin | undefined>((best, bin) => (best && of(best) >= of(bin) ? best : bin), undefined)
    return top && of(top) > 0 ? [`${say(of(top))} (${time(top.fromMs)})`] : []
  }
  const highest = [
    ...most(
      ({ users }) => users,
      (count) => `${count} at work`,
    ),
    ...most(
      ({ seats }) => seats,
      (count) => `${sayCount(count, 'seat')} ready`,
    ),
    ...most(nodesIn, (count) => sayCount(count, 'node')),
    ...most(
      ({ waiting }) => waiting,
      (count) => `${count} waiting`,
    ),
  ]
  const said = highest.length > 0 ? `at most ${highest.join(', ')}; ` : ''
  return `${name}, ${time(startMs)} to ${time(endMs)}: ${said}the longest wait was ${sayWait(waits.maxMs)}`
}

export const nodesIn = ({ occupied, empty, booting }: Pick<Bin, 'occupied' | 'empty' | 'booting'>): number =>
  occupied + empty + booting
