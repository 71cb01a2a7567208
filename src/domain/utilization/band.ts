import type { Observed } from '../decide/observed.ts'
import { isReacting } from '../settings/forecast-rules.ts'
import { BANDS, type Band, type UtilizationSettings } from '../settings/utilization-settings.ts'
import type { Placing } from './placing.ts'

/** The band of a scope, and why it is this one. */
export interface ScopeBand extends Band {
  /** Whose it is: what a person said, or that of one of the two ways to place users. */
  readonly at: 'given' | 'spreading' | 'packing'
  readonly because: string
}

/**
 * The band that utilization is kept in: as the values say; else by who places users. Spread, somebody sits on each node all
 * day, and only cordons empty them: the band of data-8 does. Packed, nodes empty by themselves, and a cordon before most is
 * empty sends whoever comes next to a node that would have gone: the band is low and wide, and so it is until somebody knows.
 * Where the policy asks for nodes, its band is that of data-8: a wider one would ask for none.
 */
export function bandOf(
  scope: string,
  settings: UtilizationSettings,
  observed: Pick<Observed, 'config'>,
  placing: Placing,
): ScopeBand {
  const { minUtilization, optimalUtilization, maxUtilization } = settings
  if (settings.isBandGiven)
    return { at: 'given', minUtilization, optimalUtilization, maxUtilization, because: 'the values say this band' }
  if (isAsking(scope, settings, observed))
    return { at: 'spreading', ...BANDS.spreading, because: 'the band of where nodes are asked for' }
  return placing.at === 'spreading'
    ? { at: 'spreading', ...BANDS.spreading, because: `the band of users who are spread: ${placing.because}` }
    : { at: 'packing', ...BANDS.packing, because: `the careful band: ${placing.because}` }
}

/** Whether the policy asks for nodes in a scope when it gets tight there. */
export const isAsking = (
  scope: string,
  { askForNodes }: Pick<UtilizationSettings, 'askForNodes'>,
  observed: Pick<Observed, 'config'>,
): boolean => askForNodes === 'always' || !isRoomKept(scope, observed)

/**
 * Whether placeholders keep room in the pool for who comes: by a calendar, a schedule, a forecast or a standing number.
 * Then nodes for the sake of utilization are too many. Of a scope that is no pool nothing is known.
 */
export function isRoomKept(name: string, { config }: Pick<Observed, 'config'>): boolean {
  const pool = config.pools.get(name)
  if (!pool) return false
  const mayAsk = config.calendars.some(({ pools }) => pools?.includes(name) ?? true)
  const isForetold = config.calendar.url !== undefined || mayAsk || config.schedule.length > 0
  return isForetold || pool.replicas > 0 || pool.minPlaceholders > 0 || isReacting(pool.forecast)
}
