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

/**
 * All of them as one, told in the order of the list. One that throws is told of as a fault, and costs the others nothing.
 */
export function toldTogether(listeners: readonly Listener[], onFault: (error: unknown) => void): Required<Listener> {
  const tell = (each: (listener: Listener) => void) => {
    for (const listener of listeners)
      try {
        each(listener)
      } catch (error) {
        onFault(error)
      }
  }
  return {
    step: (step) => tell((listener) => listener.step?.(step)),
    outcome: (outcome) => tell((listener) => listener.outcome?.(outcome)),
    runtime: (event) => tell((listener) => listener.runtime?.(event)),
    profiles: (event) => tell((listener) => listener.profiles?.(event)),
  }
}
