import type { Logger } from 'pino'
import { problemsOfStep, type Step } from '../domain/act/step.ts'
import type { CalendarHealth } from '../domain/calendar/occurrence.ts'
import type { PoolDecision } from '../domain/decide/decision.ts'
import type { Announcement } from '../domain/demand/announcement.ts'
import { sayBoots } from '../domain/demand/lead-time.ts'
import { sayDuration } from '../domain/duration.ts'
import type { Problem } from '../domain/problem.ts'
import type { Config } from '../domain/settings/config.ts'
import { linesOfVerdict, sayClass, sayVerdict } from '../domain/verdict/say.ts'
import type { NamedVerdict } from '../domain/verdict/verdict.ts'
import { onChange, onNew } from './on-change.ts'

/**
 * What a decision says, each thing only when it changes: who tells of one remembers what it told last.
 * @param log carries bindings only
 */
export function decisionLog(log: Logger): (step: Step) => void {
  const tellProblems = onChange<Problem>(
    ({ where, text }) => log.warn({ where, text }, 'problem'),
    ({ where, text }) => log.info({ where, text }, 'problem gone'),
    {
      came: (count) => log.warn({ where: 'the page, and `warmseats calendar`', text: `have ${count} more` }, 'problem'),
      went: (count) => log.info({ where: 'the page', text: `has ${count} fewer besides` }, 'problem gone'),
    },
  )
  const tellRemarks = onNew<Problem>(
    ({ where, text }) => `${where}\n${text}`,
    ({ where, text }) => log.info({ where, text }, 'calendar remark'),
    (count) => log.info({ where: 'the page, and `warmseats calendar`', text: `have ${count} more` }, 'calendar remark'),
  )
  const tellEvent = eventLog(log)
  const tellVerdict = verdictLog(log)
  const tellPause = pauseLog(log)
  const tellLeadTime = leadTimeLog(log)
  const tellMost = mostLog(log)
  const tellCalendar = calendarLog(log)
  return (step) => {
    const { announcements, pools } = step.decision
    tellProblems(problemsOfStep(step), ({ where, text }) => `${where}\n${text}`)
    tellRemarks(step.decision.remarks)
    for (const one of announcements) tellEvent(one)
    if (step.leading) for (const one of step.decision.verdicts) tellVerdict(one, step.observed.config)
    for (const pool of pools.values()) tellPause(pool)
    for (const pool of pools.values()) tellLeadTime(pool)
    for (const pool of pools.values()) tellMost(pool)
    tellCalendar(step.observed.calendar)
  }
}

function eventLog(log: Logger): (announcement: Announcement) => void {
  const announced = new Set<string>()
  return ({ key, text }) => {
    if (announced.has(key)) return
    announced.add(key)
    log.info({ event: text }, 'event soon')
  }
}

/** Each verdict is made once; one about which somebody may have to do something is a warning. */
const verdictLog =
  (log: Logger) =>
  (verdict: NamedVerdict, { calendar }: Config): void => {
    const zone = calendar.timezone ?? 'utc'
    const [pool, event, said] = [verdict.pool, sayClass(verdict, zone), sayVerdict(verdict)]
    log[verdict.late > 0 ? 'warn' : 'info'](
      { pool, event, verdict: said, because: linesOfVerdict(verdict, zone).join('; ') },
      'class over',
    )
  }

function pauseLog(log: Logger): (pool: PoolDecision) => void {
  const paused = new Map<string, string>()
  return ({ pool, paused: until }) => {
    if (until === paused.get(pool)) return
    if (until === undefined) {
      paused.delete(pool)
      log.info({ pool }, 'pool resumed')
    } else {
      paused.set(pool, until)
      log.info({ pool, pause: until }, 'pool paused')
    }
  }
}

function leadTimeLog(log: Logger): (pool: PoolDecision) => void {
  const known = new Map<string, number>()
  return ({ pool, leadTime }) => {
    if (!leadTime.learned || known.get(pool) === leadTime.ms) return
    known.set(pool, leadTime.ms)
    log.info({ pool, leadTime: sayDuration(leadTime.ms), because: sayBoots(leadTime) }, 'lead time learned')
  }
}

/** What counts where the values do not say it. */
function mostLog(log: Logger): (pool: PoolDecision) => void {
  const known = new Map<string, string>()
  return ({ pool, most: { count, because, isDefault } }) => {
    const said = isDefault ? `${count} ${because}` : ''
    if ((known.get(pool) ?? '') === said) return
    known.set(pool, said)
    if (isDefault) log.info({ pool, most: count, because }, 'pool limited')
  }
}

function calendarLog(log: Logger): (health: CalendarHealth) => void {
  let before: CalendarHealth = { at: 'none' }
  return (health) => {
    if (stateOf(health) !== stateOf(before)) logCalendar(log, health, before.at)
    before = health
  }
}

/** Of several calendars another may begin to fail, or recover, while one goes on failing. */
const stateOf = (health: CalendarHealth): string =>
  health.at === 'failing' ? `failing ${health.which?.join(', ')} ${health.lastGoodMs === undefined}` : health.at

function logCalendar(log: Logger, health: CalendarHealth, before: CalendarHealth['at']): void {
  if (health.at === 'failing') {
    const goesOn =
      health.lastGoodMs === undefined ? 'there is no good copy yet: counts do not fall' : 'the last good copy goes on'
    log.warn({ because: health.because, goesOn }, 'calendar failing')
  } else if (health.at === 'good') log.info(before === 'failing' ? 'calendar good again' : 'calendar read')
}
