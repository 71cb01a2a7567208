import type { ProfilesEvent } from '../profiles/known/profiles-event.ts'
import type { RuntimeEvent } from '../runtime-event.ts'
import type { Outcome } from './outcome.ts'
import type { Step } from './step.ts'

/** Whoever is told of what happens: log, metrics, page, Events. Each hears what concerns it, and says nothing back. */
export interface Listener {
  readonly step?: (step: Step) => void
  readonly outcome?: (outcome: Outcome) => void
  readonly runtime?: (event: RuntimeEvent) => void
  readonly profiles?: (event: ProfilesEvent) => void
}

/** All of them as one, told in the order of the list. */
export const toldTogether = (listeners: readonly Listener[]): Required<Listener> => ({
  step: (step) => {
    for (const listener of listeners) listener.step?.(step)
  },
  outcome: (outcome) => {
    for (const listener of listeners) listener.outcome?.(outcome)
  },
  runtime: (event) => {
    for (const listener of listeners) listener.runtime?.(event)
  },
  profiles: (event) => {
    for (const listener of listeners) listener.profiles?.(event)
  },
})
