import { ownershipOf } from '../act/ownership.ts'
import type { Step } from '../act/step.ts'
import { NO_BUFFERS } from '../buffer/buffer.ts'
import { sayTitles } from '../calendar/event-name.ts'
import type { Observed, Owner } from '../decide/observed.ts'
import { sayDuration } from '../duration.ts'
import { shortfallProblem } from '../fit/say-shortfall.ts'
import { holderNamed, lentTo } from '../lent/lent.ts'
import type { Problem } from '../problem.ts'
import { linesOfVerdict, sayClass, sayVerdict } from '../verdict/say.ts'
import { bufferObject, deploymentObject, lentObject, type Notice, type Regarded, releaseObject } from './notice.ts'
import type { Standing } from './standing.ts'

/** What holds a pool's room, else what stands for the release. */
function regardedOf(pool: string, observed: Observed, owner: Owner): Regarded {
  const settings = observed.config.pools.get(pool)
  const lent = settings && lentTo(settings)
  const holder = holderNamed(observed, pool)
  if (!holder) return releaseObject(owner)
  const { name, uid } = holder
  const { version, byName } = observed.buffers ?? NO_BUFFERS
  if (version !== undefined && byName.get(name)?.uid === uid) return bufferObject(version, holder)
  return lent
    ? (lentObject(lent, owner.namespace, uid) ?? releaseObject(owner))
    : deploymentObject(name, owner.namespace, uid)
}

const zoneOf = ({ config }: Observed): string => config.calendar.timezone ?? 'utc'

/** What is so now: classes that do not fit, calendars that cannot be read, pools that are about to go. */
export const standingIn = (step: Step, owner: Owner): Standing[] => [
  ...calendarIn(step.observed, owner),
  ...shortfallsIn(step, owner),
  ...leavingIn(step, owner),
]

/** Another calendar that fails, or none that was ever read, is news; other words for the same are not. */
function calendarIn({ calendar }: Observed, owner: Owner): Standing[] {
  if (calendar.at !== 'failing') return []
  const { because, which = [], lastGoodMs } = calendar
  const isLost = lastGoodMs === undefined
  const goesOn = isLost ? 'there is no good copy yet: counts do not fall' : 'the last good copy goes on'
  const notice = { reason: 'CalendarUnreadable', type: 'Warning', note: `${because}; ${goesOn}` } as const
  const gone = { reason: 'CalendarReadable', type: 'Normal', note: 'calendars can be read again' } as const
  const regarding = releaseObject(owner)
  return [{ key: 'calendar', variant: `${which.join()} ${isLost}`, ...notice, regarding, gone }]
}

/** Each class by itself; numbers that change are news. */
const shortfallsIn = ({ decision, observed }: Step, owner: Owner): Standing[] =>
  [...decision.pools.values()].flatMap(({ pool, shortfalls }) =>
    shortfalls.map((one): Standing => {
      const note = shortfallProblem(pool, one, zoneOf(observed)).text
      const key = `fit ${pool} ${one.ahead.startMs} ${sayTitles(one.ahead.events)}`
      const said = { reason: 'DoesNotFit', type: 'Warning', note } as const
      return { key, variant: note, ...said, regarding: regardedOf(pool, observed, owner) }
    }),
  )

const leavingIn = ({ decision, observed }: Step, owner: Owner): Standing[] =>
  [...decision.leaving.keys()].flatMap((name): Standing[] => {
    const deployment = observed.deployments.get(name)
    if (!deployment || ownershipOf(deployment, owner, observed.config) !== 'ours') return []
    const after = `after \`fallWindow\` (${sayDuration(observed.config.fallWindowMs)})`
    const note = `its pool is no longer in the config: removed ${after}; name the pool again to keep it`
    const said = { reason: 'PoolLeaving', type: 'Normal', note } as const
    const regarding = deploymentObject(name, owner.namespace, deployment.uid)
    return [{ key: `leaving ${name}`, variant: '', ...said, regarding }]
  })

/** The config file while it is refused. */
export function refusalStanding(errors: readonly Problem[], owner: Owner): Standing[] {
  if (errors.length === 0) return []
  const said = errors.map(({ where, text }) => `${where}: ${text}`).join('; ')
  const note = `the config is refused, the last good one goes on: ${said}`
  const gone = { reason: 'ConfigAccepted', type: 'Normal', note: 'the config is good again, and counts' } as const
  const notice = { reason: 'ConfigRefused', type: 'Warning', note } as const
  return [{ key: 'config', variant: said, ...notice, regarding: releaseObject(owner), gone }]
}

/** What became of classes, each once: whoever judges it finds the same. */
export const verdictsIn = ({ decision, observed }: Step, owner: Owner): Notice[] =>
  decision.verdicts.map((verdict) => {
    const zone = zoneOf(observed)
    const lines = [`${sayClass(verdict, zone)}: ${sayVerdict(verdict)}`, ...linesOfVerdict(verdict, zone)]
    return {
      reason: 'ClassOver',
      type: verdict.late > 0 ? 'Warning' : 'Normal',
      note: lines.join('; '),
      regarding: regardedOf(verdict.pool, observed, owner),
      kind: 'state',
      id: `${verdict.startMs} ${verdict.uid}`,
    }
  })
