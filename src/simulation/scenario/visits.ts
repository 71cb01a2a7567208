import { given } from '../../domain/given.ts'
import { type Problem, problem } from '../../domain/problem.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Visit } from '../actors/users.ts'
import type { PoolSpec } from '../cluster/cluster.ts'
import type { Random } from '../cluster/random.ts'
import { BadScenario } from './bad-scenario.ts'
import { staysOf, traced } from './people.ts'
import { seatOf } from './pools.ts'
import type { ScenarioFile, TraceRow, UsersFile } from './schema.ts'
import { rowsOf } from './trace.ts'
import type { When } from './when.ts'

/** In all groups together: what a machine can hold and play in minutes. */
const MOST_VISITS = 1_000_000

interface Making {
  readonly when: When
  readonly pools: readonly PoolSpec[]
  readonly config: Config
  readonly random: Random
  /** Reads a file that the scenario names. */
  readonly readText: (path: string) => Promise<string>
}

/**
 * Who comes when, within the scenario's time, and how many of each group would come outside of it.
 * @throws BadScenario also when all would, or when there are too many of them
 */
export async function visitsOf(
  { users }: ScenarioFile,
  making: Making,
): Promise<{ readonly visits: readonly Visit[]; readonly notes: readonly Problem[] }> {
  const { startMs, endMs } = making.when
  const visits: Visit[] = []
  const notes: Problem[] = []
  let made = 0
  for (const [index, group] of users.entries()) {
    const where = `users.${index}`
    const count = () => {
      made += 1
      if (made > MOST_VISITS)
        throw new BadScenario([problem(where, `makes more than ${MOST_VISITS} visits, with those before it`)])
    }
    const all = await groupOf(group, index, making, count)
    const inside = all.filter(({ arrivesMs }) => arrivesMs >= startMs && arrivesMs < endMs)
    const outside = all.length - inside.length
    if (outside > 0) notes.push(problem(where, `${outside} of ${all.length} visits lie outside of start–end`))
    for (const visit of inside) visits.push(visit)
  }
  // A quiet day may be meant; that everybody comes on another day is a slip.
  if (visits.length === 0 && notes.length > 0) throw new BadScenario(notes)
  return { visits, notes }
}

/** By what `classes` of the config tell whose servers they are. */
const toldBy = ({ image, labels }: UsersFile, own = image) => given({ image: own, labels })

async function groupOf(
  group: UsersFile,
  index: number,
  { when, pools, config, random, readText }: Making,
  count: () => void,
): Promise<Visit[]> {
  const where = `users.${index}`
  if (group.kind !== 'trace') {
    const seat = { ...seatOf(group.pool, undefined, pools, config, where), ...toldBy(group) }
    const named = { name: group.name ?? `${group.kind}${index + 1}`, where }
    return staysOf(group, named, { when, random, count }).map((stay) => ({ ...stay, seat }))
  }
  const rows: readonly TraceRow[] = [
    ...(group.rows ?? []),
    ...(group.file === undefined ? [] : rowsOf(await readText(group.file), `${where}.file`)),
  ]
  return rows.map((row, at) => {
    count()
    const seat = { ...seatOf(row[2], row[3], pools, config, `${where}.rows.${at}`), ...toldBy(group, row[5]) }
    return { ...traced(row, when), seat }
  })
}
