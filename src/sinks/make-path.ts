import { randomBytes } from 'node:crypto'
import { PATH_PREFIX } from '../domain/certificates/paths.ts'

/** Makes a path that nobody guesses. */
export const makePath = (): string => `${PATH_PREFIX}${randomBytes(32).toString('hex')}`
