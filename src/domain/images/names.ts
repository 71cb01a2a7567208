import { Remembered } from '../remembered.ts'

const LONGEST_KEPT = 2000
const FULL = new Remembered<string, string>(LONGEST_KEPT)

/**
 * A name of an image as nodes say it: with its registry, and with its digest or else its tag.
 * (The rules of the distribution project's reference grammar: a first part without a dot or colon is no registry.)
 */
export const fullName = (name: string): string => FULL.get(name, () => made(name))

function made(name: string): string {
  const [tagged = '', digest] = name.split('@')
  const parts = tagged.split('/')
  const [first = ''] = parts
  const hasRegistry = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost')
  const path = hasRegistry ? tagged : `docker.io/${parts.length === 1 ? 'library/' : ''}${tagged}`
  const tag = /:[^/:]+$/.exec(path)?.[0]
  const untagged = tag === undefined ? path : path.slice(0, -tag.length)
  return digest === undefined ? `${untagged}${tag ?? ':latest'}` : `${untagged}@${digest}`
}
