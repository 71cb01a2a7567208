/** The alerts, as helm renders them, on what the program's metrics said while mornings were played: promtool is the judge. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { alertsOf } from '../support/metrics/alerts.ts'
import { someMetrics } from '../support/metrics/metrics.ts'
import { readQuery } from '../support/metrics/promql.ts'
import { type Morning, played } from './alerts/played.ts'
import { checkRules, play, promtool, skipWithoutPromtool } from './alerts/promtool.ts'
import { type InputSeries, RELEASE, TICK_SECONDS } from './alerts/recording.ts'
import { QUIET_MINUTES, TROUBLES, troubled } from './alerts/troubles.ts'
import { at, render, skipWithoutHelm } from './helm.ts'
import { VALUES } from './values.ts'

const skip = (await skipWithoutPromtool()) || (await skipWithoutHelm())

/** The series that alerts ask for: no other is recorded. */
const NAMES = new Set(alertsOf().flatMap(({ expr }) => readQuery(expr).selectors.map(({ series }) => series)))

/** A hub beside it: that it has a leader hides nothing, and that its people wait is not said here. */
const NEIGHBOUR: InputSeries[] = [
  { series: 'warmseats_leader{namespace="other",job="hub-warmseats",pod="a"}', values: '1+0x1000' },
  { series: 'warmseats_users_unserved{namespace="other",job="hub-warmseats",pod="a",pool="user"}', values: '9+0x1000' },
]

const groups = async () => {
  const { namespace } = RELEASE
  const values = { ...VALUES, monitoring: { prometheusRule: { enabled: true } } }
  return at((await render(4, { values, namespace })).one('PrometheusRule'), 'spec', 'groups')
}

async function raises(series: readonly InputSeries[], firing: Readonly<Record<string, readonly string[]>>) {
  await play({ groups: await groups(), series: [...series, ...NEIGHBOUR], firing })
}

/** When somebody had waited for over 30 seconds and no node was on its way for them, as it was scraped. Seconds since the beginning. */
function firstUnserved(series: readonly InputSeries[]): number {
  const unserved = series.find((one) => one.series.startsWith('warmseats_users_unserved{'))?.values.split(' ') ?? []
  const tick = unserved.findIndex((value) => Number(value) > 0)
  assert.ok(tick > 0, 'nobody waits')
  return tick * TICK_SECONDS
}

describe('alerts', { skip }, () => {
  it('are such as Prometheus takes, and names are by its conventions', async () => {
    await checkRules(await groups())
    const ours = (await someMetrics().registry.metrics()).split('\n').filter((line) => /warmseats_/.test(line))
    await promtool(['check', 'metrics'], `${ours.join('\n')}\n`)
  })

  const SMALL = ['WarmseatsClassDoesNotFit', 'WarmseatsProblems']
  const MORNINGS: readonly (readonly [
    name: string,
    morning: Morning,
    firing: Readonly<Record<string, readonly string[]>>,
  ])[] = [
    [
      'a class that was announced finds its seats: not a word all morning',
      { people: 100, announced: 100, maximum: 20 },
      Object.fromEntries(Array.from({ length: 24 }, (_, n) => [`${5 * n + 1}m`, []])),
    ],
    [
      'the class is larger than the pool: known before it, then they wait, and afterwards it has its verdict',
      { people: 200, announced: 200, maximum: 2 },
      {
        '15m': ['WarmseatsClassDoesNotFit'],
        '62m': [...SMALL, 'WarmseatsPeopleWait'],
        '75m': [...SMALL, 'WarmseatsPeopleWait', 'WarmseatsWaitLong'],
        '110m': [...SMALL, 'WarmseatsPeopleWait', 'WarmseatsWaitLong', 'WarmseatsClassWaited'],
      },
    ],
  ]
  for (const [name, morning, firing] of MORNINGS) it(name, async () => raises(await played(morning, NAMES), firing))

  it('nobody wrote the event: a minute and a half after the first one’s login somebody is called', async () => {
    const series = await played({ people: 100, maximum: 20 }, NAMES)
    const seconds = firstUnserved(series)
    await raises(series, { '57m': [], [`${seconds}s`]: [], [`${seconds + 45}s`]: ['WarmseatsPeopleWait'] })
  })

  /** When it is to be there, since the beginning. */
  const MINUTES: Readonly<Record<keyof typeof TROUBLES, number>> = {
    WarmseatsServersStuck: 13,
    WarmseatsPlaceholdersPending: 31,
    WarmseatsWritesFail: 14,
    WarmseatsNobodyLeads: 13,
    'WarmseatsNobodyLeads, and nobody answers': 13,
    WarmseatsViewStale: 16,
    WarmseatsConfigRefused: 16,
    WarmseatsCalendarFailing: 41,
    WarmseatsStateNotKept: 16,
    WarmseatsStateLarge: 71,
    WarmseatsProblems: 71,
    WarmseatsAdmissionsFail: 12,
    WarmseatsCertificateExpires: 21,
  }
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    const minutes = MINUTES[name as keyof typeof TROUBLES]
    it(`${name}: ${minutes - QUIET_MINUTES} minutes after it began, and not before it did`, async () => {
      const [alert = ''] = name.split(',')
      const series = await troubled(trouble, minutes + 1, NAMES)
      await raises(series, { [`${QUIET_MINUTES - 1}m`]: [], [`${minutes}m`]: [alert] })
    })
  }

  it('each of them is raised by one of these', () => {
    const raised = new Set([
      ...MORNINGS.flatMap(([, , firing]) => Object.values(firing).flat()),
      ...Object.keys(TROUBLES).map((name) => name.split(',')[0]),
    ])
    assert.deepEqual(
      alertsOf().filter(({ alert }) => !raised.has(alert)),
      [],
    )
  })
})
