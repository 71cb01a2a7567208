import { sayCount } from '../say.ts'
import type { PoolView } from './pools.ts'
import type { ProblemView } from './problems.ts'

/** The page in one sentence, for who reads nothing else. */
export interface Verdict {
  readonly state: 'well' | 'waiting' | 'warning' | 'bad'
  readonly text: string
}

export interface VerdictInput {
  readonly isDecided: boolean
  readonly missing: readonly string[]
  /** The worst first. */
  readonly problems: readonly ProblemView[]
  readonly pools: readonly PoolView[]
}

export function verdictOf({ isDecided, missing, problems, pools }: VerdictInput): Verdict {
  const [worst] = problems
  if (worst) {
    const before = isDecided ? '' : 'Nothing is decided yet. '
    const count = problems.length === 1 ? 'One problem: ' : `${problems.length} problems, the worst: `
    const state = worst.level === 'bad' ? 'bad' : 'warning'
    return { state, text: `${before}${count}${sayProblem(worst)}` }
  }
  if (!isDecided) return { state: 'waiting', text: `Nothing is decided yet: waiting for ${sayList(missing)}.` }
  const waiting = sum(pools, ({ users }) => users.waiting)
  // Whatever is on its way for them: as long as somebody waits, not all is well.
  if (waiting > 0)
    return { state: 'warning', text: `${sayCount(waiting, 'user')} waiting for a node: ${sayRoom(pools)}.` }
  return { state: 'well', text: `All is well: ${sayRoom(pools)}.` }
}

/** Which event of that name it is stands below. A calendar names itself. */
const sayProblem = ({ where, text }: ProblemView) =>
  text.startsWith(where) ? text : `${where.replace(/ \(uid [^)]*\)/, '')}: ${text}`

function sayRoom(pools: readonly PoolView[]): string {
  if (pools.length === 0) return 'the config has no pools, so there is nothing to do'
  const wanted = sum(pools, ({ desired }) => desired)
  const there = sum(pools, ({ placeholders }) => placeholders.onNodes)
  const waiting = sum(pools, ({ users }) => users.waiting)
  const users = sum(pools, ({ users: { onNodes } }) => onNodes)
  const coming = sum(pools, ({ placeholders }) => placeholders.waiting)
  return [
    wanted === there
      ? `${sayCount(wanted, 'placeholder')} wanted and on nodes`
      : `${there} of ${sayCount(wanted, 'placeholder')} on nodes`,
    ...(coming > 0 ? [`${coming} waiting for a node to boot`] : []),
    `${sayCount(users, 'user')} at work`,
    ...(waiting === 0 ? ['nobody waits'] : []),
  ].join(', ')
}

const sum = (pools: readonly PoolView[], of: (pool: PoolView) => number) =>
  pools.reduce((total, pool) => total + of(pool), 0)

const sayList = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? 'the first decision') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
