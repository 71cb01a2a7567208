import { z } from 'zod'
import { type ForecastRules, HISTORY_MODES, type HistoryMode, REACTIONS } from '../domain/settings/forecast-rules.ts'

/** YAML of helm reads `on` and `off` as true and false. */
const onOff = z.union([z.boolean(), z.enum(['on', 'off'])])

const reactions = z.union(
  [onOff, z.looseObject(Object.fromEntries(REACTIONS.map((name) => [name, onOff.nullish()])))],
  `not on or off, nor some of them: ${REACTIONS.map((name) => `\`${name}: off\``).join(', ')}`,
)

export const forecast = z.looseObject({
  reactions: reactions
    .nullish()
    .describe('Answers to who came so far: on, off, or each: curve, earlyBirds, revision, baseline, surge.'),
  history: z
    .union([z.boolean(), z.enum(HISTORY_MODES)], `not one of ${HISTORY_MODES.join(', ')}`)
    .nullish()
    .describe('Whether earlier classes say how many come: off, show (beside what is held), or on.'),
})

/** To begin with: every value that is given counts. */
export const ALL_OFF: ForecastRules = {
  reactions: { curve: false, earlyBirds: false, revision: false, baseline: false, surge: false },
  history: 'off',
}

type ForecastValues = z.infer<typeof forecast>

const isOn = (value: unknown): boolean => value === true || value === 'on'

/** @param above what counts where the values are silent */
export function forecastRules(values: ForecastValues | null | undefined, above: ForecastRules): ForecastRules {
  const { reactions: given, history } = values ?? {}
  const each = (name: (typeof REACTIONS)[number]): boolean => {
    const value = typeof given === 'object' && given !== null ? given[name] : given
    return value === undefined || value === null ? above.reactions[name] : isOn(value)
  }
  return {
    reactions: {
      curve: each('curve'),
      earlyBirds: each('earlyBirds'),
      revision: each('revision'),
      baseline: each('baseline'),
      surge: each('surge'),
    },
    history: modeOf(history) ?? above.history,
  }
}

const modeOf = (history: ForecastValues['history']): HistoryMode | undefined =>
  history === true ? 'on' : history === false ? 'off' : (history ?? undefined)
