import { Remembered } from '../remembered.ts'
import { partsOf } from './reference.ts'

const LONGEST_KEPT = 2000
const FULL = new Remembered<string, string>(LONGEST_KEPT)

/** A name of an image as nodes say it: with its registry, and with its digest or else its tag. */
export const fullName = (name: string): string => FULL.get(name, () => made(name))

function made(name: string): string {
  const { registry, path, tag = 'latest', digest } = partsOf(name)
  return digest === undefined ? `${registry}/${path}:${tag}` : `${registry}/${path}@${digest}`
}

const IMAGE = /^[a-z0-9][\w.\-/:@]{0,511}$/i
const SECRET = /^[a-z0-9][a-z0-9.-]{0,252}$/

/** Whether a word may name an image; whether there is one, the registry knows. */
export const isImageName = (word: string): boolean => IMAGE.test(word)

/** Whether a word may name a Secret. */
export const isSecretName = (word: string): boolean => SECRET.test(word)
