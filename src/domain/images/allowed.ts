import { isLike } from '../like.ts'
import { partsOf, type Reference, referenceOf } from './reference.ts'

/** Any image of any registry. */
const ANY = '*'

/**
 * Why a text is no entry of a list of images: a repository (any tag, any digest), with a tag (that one alone), or with a digest.
 * In path and tag `*` stands for anything; a registry that may be any would be whoever calls theirs so.
 * @returns undefined: it is one
 */
export function notAnImagePattern(entry: string): string | undefined {
  if (entry === ANY) return undefined
  if (
    entry
      .split('/')[0]
      ?.replace(/:[^:]*$/, '')
      .includes(ANY)
  )
    return 'needs its registry in full before any `*`, such as `docker.io/*` or `quay.io/hub/*`'
  return referenceOf(entry.replaceAll(/\*+/g, 'x')) === undefined
    ? 'is no image, such as `quay.io/hub/exam` (any tag), `quay.io/hub/exam:2026-10` or `quay.io/hub/*`'
    : undefined
}

/**
 * Whether an image is in such a list. A digest decides what runs, whatever tag stands before it: an entry with a tag lets none
 * through that has one.
 */
export function isAllowedImage(image: string, allowed: readonly string[]): boolean {
  const reference = referenceOf(image)
  return reference !== undefined && allowed.some((entry) => entry === ANY || isOf(reference, entry))
}

function isOf({ registry, path, tag = 'latest', digest }: Reference, entry: string): boolean {
  if (notAnImagePattern(entry) !== undefined) return false
  const wanted = partsOf(entry)
  if (wanted.registry !== registry || !isLike(wanted.path, path)) return false
  if (wanted.digest !== undefined) return wanted.digest === digest
  return wanted.tag === undefined || (digest === undefined && isLike(wanted.tag, tag))
}
