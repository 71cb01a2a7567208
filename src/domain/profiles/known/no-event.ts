import { isMeant } from '../../during.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { firstOf, type ProfileProblem, profileProblem } from '../reading/notes.ts'
import type { ProfileSet } from '../reading/profile.ts'

/** So many of the events that there are help to see the slip. */
const NAMED = 3

/**
 * Profiles that would never count, as none of these events is one of theirs.
 * @param events the coming ones; those whose pools nobody knows have none
 */
export function withoutEvent({ profiles }: ProfileSet, events: readonly PlannedEvent[]): ProfileProblem[] {
  const titles = [...new Set(events.map(({ title }) => title))]
  const there = titles.slice(0, NAMED).map(quotedTitle).join(', ')
  const more = titles.length > NAMED ? ` and ${titles.length - NAMED} more` : ''
  const found = profiles.filter(({ during }) => during && !events.some((event) => isMeant(during, event)))
  return firstOf(found, ({ during, origin }) => {
    const wanted = during?.titles.map(quotedTitle).join(' or ') ?? ''
    const inPools = during?.pools.length ? ` that asks for ${during.pools.join(' or ')}` : ''
    const text = `no coming event${inPools} is called ${wanted}; there ${there ? `are ${there}${more}` : 'is none at all'}`
    return profileProblem('warning', origin.source, origin.line, [], `${origin.what}: ${text}`)
  })
}

const LONGEST = 80

function quotedTitle(title: string): string {
  const shown = title.length > LONGEST ? `${title.slice(0, LONGEST - 1).toWellFormed()}…` : title
  return `"${shown}"`
}
