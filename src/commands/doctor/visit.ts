import type { Place } from '../cluster/ask.ts'
import { findInstalled, type Installed } from '../cluster/installed.ts'
import { InputError } from '../read-input.ts'
import type { FoundConfig } from './config.ts'

/** What is installed, as far as it may be seen. */
export interface Seen extends Installed {
  /** Why it is not known whether there is a release; undefined: it is known. */
  readonly hidden?: string
}

/** Of whom, and with what, is asked. */
export interface Visit {
  readonly place: Place
  /** Of Kubernetes. */
  readonly version: string
  /** Of this program. */
  readonly program: string
  readonly installed: Seen
  readonly found: FoundConfig
  readonly nowMs: number
}

/**
 * The release of the namespace. Where it may not be seen, values in a file are enough to go on.
 * @throws InputError without these
 */
export async function seeInstalled(place: Place, state: string | undefined, hasValues: boolean): Promise<Seen> {
  try {
    return await findInstalled(place, state)
  } catch (error) {
    if (!(error instanceof InputError) || !hasValues) throw error
    return { release: undefined, state: undefined, hidden: error.message }
  }
}
