import { oncePerObject } from '../../remembered.ts'
import type { Spawn } from '../pod/spawn.ts'
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

/** The profiles for this user and this image, in their order. Takes time by how many there are for the user, not in all. */
export function matching(profiles: readonly Profile[], { user, image }: Pick<Spawn, 'user' | 'image'>): Profile[] {
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
