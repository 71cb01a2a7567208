/** What people do, and the product answers, without any history. */
export interface ForecastReactions {
  /** Room grows along the curve by which people come, instead of all at once. */
  readonly curve: boolean
  /** Who comes in the half-hour before the start is one of the class. */
  readonly earlyBirds: boolean
  /** What is expected of a class follows who came so far, downwards and upwards. */
  readonly revision: boolean
  /** Half-hours of the week in which people come without an event. */
  readonly baseline: boolean
  /** Room for those who follow when many come at once. */
  readonly surge: boolean
}

export const REACTIONS = [
  'curve',
  'earlyBirds',
  'revision',
  'baseline',
  'surge',
] as const satisfies readonly (keyof ForecastReactions)[]

/** Whether earlier classes say how many come: not at all, beside what is held, or by what is held. */
export const HISTORY_MODES = ['off', 'show', 'on'] as const
export type HistoryMode = (typeof HISTORY_MODES)[number]

/** `forecast` of a pool. */
export interface ForecastRules {
  readonly reactions: ForecastReactions
  readonly history: HistoryMode
}

export const isReacting = ({ reactions }: ForecastRules): boolean => REACTIONS.some((name) => reactions[name])
