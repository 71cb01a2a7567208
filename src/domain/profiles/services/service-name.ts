import { escapeUser, shortened, userPart } from '../escape.ts'

const LONGEST_NAME = 253
/** What Services and many custom resources allow. */
export const LONGEST_LABEL = 63

/** The ConfigMap that owns all that was made for a user, so that one deletion takes all. */
export const refName = (user: string): string => shortened(`singleuser-service-ref-${escapeUser(user)}`, LONGEST_NAME)

/** The name of an object of a service: with the user in it, or two users' servers would share it. */
export function objectNameFor(name: string, user: string): string {
  const part = userPart(user)
  if (`-${name.replaceAll('.', '-')}-`.includes(`-${part}-`)) return shortened(name, LONGEST_NAME)
  return shortened(`${name}-${part}`, Math.max(LONGEST_LABEL, name.length))
}
