import type { Profile } from './profile.ts'
import type { Spawn } from './spawn.ts'

const ALL = '*'

/** Whether a profile is for this user and this image. */
export const matches = (profile: Profile, { user, image }: Pick<Spawn, 'user' | 'image'>): boolean =>
  (isAll(profile.users) || profile.users.includes(user)) &&
  (isAll(profile.images) || profile.images.some((listed) => isImage(listed, image)))

/** For every user and every image. */
export const isForEverybody = ({ users, images }: Profile): boolean => isAll(users) && isAll(images)

const isAll = (names: readonly string[]): boolean => names.length === 0 || names.includes(ALL)

/**
 * A listed image is the pod's, or the end of its name: `thoth-notebook:3.6` is `quay.io/team/thoth-notebook:3.6` as well. The
 * form's short names become full ones in the pod; a digest pins what the tag says.
 */
function isImage(listed: string, image: string): boolean {
  const names = [image, image.replace(/@sha256:.*$/, '')]
  return names.some((name) => name === listed || name.endsWith(`/${listed}`))
}
