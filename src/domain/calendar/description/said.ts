import type { Ask } from '../ask.ts'
import type { ClassSaid, Perhaps } from '../occurrence.ts'
import type { Time } from './key.ts'

/** What a line, or a part of one, turns out to be. */
export type Said =
  | { readonly at: 'nothing' }
  /** It counts; `pool` as written, `ANY_POOL` where none is. */
  | { readonly at: 'ask'; readonly pool: string; readonly ask: Ask; readonly times?: Readonly<Record<string, string>> }
  /** What a seat requests, for all that the event asks. */
  | { readonly at: 'seat'; readonly written: string }
  | { readonly at: 'time'; readonly time: Time; readonly written: string }
  /** It names a class, if there is one. */
  | ({ readonly at: 'class' } & ClassSaid)
  /** It was meant to count and cannot. */
  | { readonly at: 'problem'; readonly key: string; readonly text: string }
  /** It may have been meant to count. */
  | { readonly at: 'remark'; readonly text: string }
  /** «pool: lab»: what names no pool is of this one. */
  | { readonly at: 'pool'; readonly pool: string }
  | { readonly at: 'perhaps'; readonly perhaps: Perhaps; readonly times?: Readonly<Record<string, string>> }

export const NOTHING: Said = { at: 'nothing' }

/** Something of it counts, if only a pool is called so. */
export const counts = (said: Said): boolean =>
  said.at === 'ask' ||
  said.at === 'time' ||
  said.at === 'seat' ||
  said.at === 'pool' ||
  (said.at === 'class' && !said.name.includes(' ')) ||
  (said.at === 'perhaps' && said.perhaps.ask !== undefined)
