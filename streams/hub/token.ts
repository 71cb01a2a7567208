import type { HubApi } from '../../src/domain/settings/hub-settings.ts'
import { type Failed, failed } from '../calendar/fetched.ts'

/** The token in what a Secret has under its key, or why there is none. No text that leaves here holds it. */
export function tokenIn({ name, key }: HubApi['tokenSecret'], text: string): string | Failed {
  const token = text.trim()
  if (token === '') return failed(`there is no token in the Secret ${name}, key ${key}`)
  return /^[\x21-\x7e]+$/.test(token) ? token : failed(`what is in the Secret ${name}, key ${key}, is no token`)
}
