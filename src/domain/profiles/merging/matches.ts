import { type During, isInForce, isMeant } from '../../during.ts'
import type { PlannedEvent } from '../../planned-event.ts'
import { oncePerObject } from '../../remembered.ts'
import type { Moment, Spawn } from '../pod/spawn.ts'
import type { Profile } from '../reading/profile.ts'

const ALL = '*'

/** The profiles of a list by whom they are for, each with its place in the list. */
interface Index {
  readonly forAll: readonly Placed[]
  readonly byUser: ReadonlyMap<string, readonly Placed[]>
}

interface Placed {
  readonly place: number
  readonly profile: Profile
}

/**
 * The profiles for this user, this image and this moment, in their order; those of events apart. Takes time by how many there
 * are for the user, not in all.
 */
export function matching(profiles: readonly Profile[], spawn: Pick<Spawn, 'user' | 'image' | 'moment'>): Matching {
  const [always, ofEvents] = [false, true].map((isOfEvent) =>
    forWhom(profiles, spawn).filter(({ during }) => (during !== undefined) === isOfEvent),
  )
  return {
    always: always ?? [],
    ofEvents: (ofEvents ?? []).filter(({ during }) => during && eventFor(during, spawn.moment) !== undefined),
  }
}

export interface Matching {
  readonly always: readonly Profile[]
  /** That count while an event is in force, and it is. */
  readonly ofEvents: readonly Profile[]
}

/** The event that is in force for such a profile. */
export const eventFor = (during: During, moment: Moment | undefined): PlannedEvent | undefined =>
  moment?.events.find((event) => isInForce(event, during.earlyMs, moment.atMs) && isMeant(during, event))

function forWhom(profiles: readonly Profile[], { user, image }: Pick<Spawn, 'user' | 'image'>): Profile[] {
  const { forAll, byUser } = indexOf(profiles)
  const names = namesOf(image)
  return [...forAll, ...(byUser.get(user) ?? [])]
    .filter(({ profile: { images } }) => isAll(images) || images.some((listed) => isAmong(names, listed)))
    .sort((a, b) => a.place - b.place)
    .map(({ profile }) => profile)
}

/** For every user and every image. */
export const isForEverybody = ({ users, images }: Profile): boolean => isAll(users) && isAll(images)

const isAll = (names: readonly string[]): boolean => names.length === 0 || names.includes(ALL)

/** A list of profiles never changes: other profiles are another list. */
const indexOf = oncePerObject((profiles: readonly Profile[]): Index => {
  const placed = profiles.map((profile, place) => ({ place, profile }))
  const [forAll, forSome] = [true, false].map((all) => placed.filter(({ profile }) => isAll(profile.users) === all))
  const ofUsers = (forSome ?? []).flatMap((one) => [...new Set(one.profile.users)].map((user) => ({ user, one })))
  const grouped = Map.groupBy(ofUsers, ({ user }) => user)
  const byUser = new Map([...grouped].map(([user, of]) => [user, of.map(({ one }) => one)]))
  return { forAll: forAll ?? [], byUser }
})

/** The form's short names become full ones in the pod; a digest pins what the tag says. */
const namesOf = (image: string): readonly string[] => [image, image.replace(/@sha256:.*$/, '')]

/** A listed image is the pod's, or the end of its name: `thoth-notebook:3.6` is `quay.io/team/thoth-notebook:3.6` as well. */
const isAmong = (names: readonly string[], listed: string): boolean =>
  names.some((name) => name === listed || name.endsWith(`/${listed}`))
