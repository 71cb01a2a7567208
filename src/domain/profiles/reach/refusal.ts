import { dump } from 'js-yaml'
import { given } from '../../given.ts'
import { isAllowedImage } from '../../images/allowed.ts'
import { isLike } from '../../like.ts'
import { keeperOfClaim, keeperOfSecret } from './kept.ts'
import type { Reach, ReachKey } from './reach.ts'

/** Why profiles of ConfigMaps may not have something. */
export interface Refusal {
  readonly because: string
  /** What of the values is in the way: a name that is not in this list, or patterns that are. */
  readonly key: ReachKey
  readonly items: readonly string[]
}

/** @returns undefined: the variables of a profile may be read out of this Secret */
export const refusedSecret = (name: string, { allowedSecrets, ownSecrets }: Reach): Refusal | undefined =>
  refusedName('allowedSecrets', `the Secret \`${name}\``, name, {
    allowed: allowedSecrets,
    keeper: keeperOfSecret(name, ownSecrets),
  })

/** @returns undefined: a profile may mount this claim */
export const refusedClaim = (name: string, { allowedClaims }: Reach): Refusal | undefined =>
  refusedName('allowedClaims', `the claim \`${name}\``, name, { allowed: allowedClaims, keeper: keeperOfClaim(name) })

/** @returns undefined: a profile may give this image */
export function refusedImage(name: string, { allowedImages: allowed }: Reach): Refusal | undefined {
  if (isAllowedImage(name, allowed)) return undefined
  const key = 'allowedImages'
  return { because: `the image \`${name}\` is not in \`profiles.${key}\``, key, items: [name] }
}

/** @returns undefined: a profile may set this variable */
export function refusedVariable(name: string, { reservedEnv }: Reach): Refusal | undefined {
  const items = reservedEnv.filter((pattern) => isLike(pattern, name))
  if (items.length === 0) return undefined
  const as = items.includes(name) ? '' : ` as ${items.map((one) => `\`${one}\``).join(', ')}`
  return { because: `the variable \`${name}\` is in \`profiles.reservedEnv\`${as}`, key: 'reservedEnv', items }
}

function refusedName(
  key: ReachKey,
  what: string,
  name: string,
  { allowed, keeper }: { readonly allowed: readonly string[]; readonly keeper: string | undefined },
): Refusal | undefined {
  if (allowed.includes(name)) return undefined
  if (keeper !== undefined)
    return { because: `${what} ${keeper}, and does not stand in full in \`profiles.${key}\``, key, items: [name] }
  if (allowed.some((pattern) => isLike(pattern, name))) return undefined
  return { because: `${what} is not in \`profiles.${key}\``, key, items: [name] }
}

/** The lists of the values with which none of these would be refused. */
export function valuesFor(refusals: readonly Refusal[], reach: Reach): Partial<Record<ReachKey, readonly string[]>> {
  const itemsOf = (key: ReachKey) => [...new Set(refusals.flatMap((one) => (one.key === key ? one.items : [])))]
  const longer = (key: Exclude<ReachKey, 'reservedEnv'>) => {
    const items = itemsOf(key)
    return items.length > 0 ? [...reach[key], ...items] : undefined
  }
  const reserved = itemsOf('reservedEnv')
  return given({
    allowedSecrets: longer('allowedSecrets'),
    allowedClaims: longer('allowedClaims'),
    allowedImages: longer('allowedImages'),
    reservedEnv: reserved.length > 0 ? reach.reservedEnv.filter((one) => !reserved.includes(one)) : undefined,
  })
}

/** What to write for one of them, in words: the reserved variables are many, and a list in the values is written whole. */
export function mendOf(refusal: Refusal, reach: Reach): string {
  if (refusal.key !== 'reservedEnv') return sayValues(valuesFor([refusal], reach))
  return `profiles.reservedEnv without ${refusal.items.map((one) => `\`${one}\``).join(', ')}`
}

/** `profiles: {allowedSecrets: [storage]}`, as it stands in a values file. */
export const sayValues = (values: ReturnType<typeof valuesFor>): string =>
  `profiles: ${dump(values, { flowLevel: 0, lineWidth: -1 }).trim()}`
