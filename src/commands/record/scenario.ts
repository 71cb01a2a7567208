import { dirname, relative } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { configShape, DEFAULTS } from '../../config/schema.ts'
import type { Config } from '../../domain/settings/config.ts'
import type { Boots } from '../../recording/boots.ts'
import { type ScenePool, scenarioText } from '../../recording/scenario-text.ts'
import type { Shapes } from '../../recording/shapes.ts'

/** Of no use to a simulated cluster, or somebody's secret: whoever has a calendar's address can read it. */
const LEFT_OUT = new Set([
  'calendarUrl',
  'calendars',
  'userPods',
  'placeholderPodLabelSelector',
  'placeholder',
  'priorityClass',
  'profiles',
  'statusPage',
  'dryRun',
  'logLevel',
])

interface Scene {
  readonly config: Config
  readonly values: Readonly<Record<string, unknown>>
  readonly shapes: Shapes
  readonly boots: Boots
  readonly fromMs: number
  readonly untilMs: number
  /** The files of trace and scenario. */
  readonly trace: string
  readonly scenario: string
}

/** The scenario's text, and the pools that it cannot describe. */
export function scenarioOf({ config, values, shapes, boots, trace, scenario, ...times }: Scene): {
  readonly text: string
  readonly unseen: readonly string[]
} {
  const pools = new Map<string, ScenePool>()
  for (const [name, pool] of config.pools) {
    const shape = shapes.of(name)
    const seat = pool.seat ?? shape?.seat
    if (shape && seat) pools.set(name, { ...shape, seat, boot: boots.of(name) })
  }
  const said = Object.keys(configShape).filter((key) => !LEFT_OUT.has(key) && !isSilent(key, values[key]))
  return {
    text: scenarioText({
      ...times,
      timezone: config.calendar.timezone ?? 'UTC',
      trace: relative(dirname(scenario), trace),
      pools,
      config: Object.fromEntries(said.map((key) => [key, values[key]])),
    }),
    unseen: [...config.pools.keys()].filter((name) => !pools.has(name)),
  }
}

/** The rendered config has every key; a scenario has those that say something. */
const isSilent = (key: string, value: unknown): boolean =>
  value == null || value === '' || isDeepStrictEqual(value, new Map<string, unknown>(Object.entries(DEFAULTS)).get(key))
