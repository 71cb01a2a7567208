import { MINUTE_MS } from '../duration.ts'
import type { Notice } from './notice.ts'

/** Something that is so, told when it begins to be. */
export interface Standing extends Pick<Notice, 'reason' | 'type' | 'note' | 'regarding'> {
  /** Which thing it is. */
  readonly key: string
  /** How it is: when this changes, it is told again. */
  readonly variant: string
  /** What is told when it is so no more; missing: nothing. */
  readonly gone?: Pick<Notice, 'reason' | 'type' | 'note'>
}

interface Known {
  readonly one: Standing
  readonly toldMs: number
}

/** What was told to be so, by key. */
export type Stands = ReadonlyMap<string, Known>

export const NOTHING_STANDS: Stands = new Map()

/** So often a thing that is so all the while is told in other words, however often they change. */
const OTHER_WORDS_MS = 10 * MINUTE_MS

/** What is to be told now that so much is so, and what is then known to be told. Pure. */
export function changesOf(
  known: Stands,
  now: readonly Standing[],
  nowMs: number,
): { readonly notices: readonly Notice[]; readonly known: Stands } {
  const next = new Map<string, Known>()
  const notices: Notice[] = []
  for (const one of now) {
    const before = known.get(one.key)
    const isNews = !before || (before.one.variant !== one.variant && nowMs - before.toldMs >= OTHER_WORDS_MS)
    if (isNews) notices.push(begun(one))
    next.set(one.key, isNews ? { one, toldMs: nowMs } : before)
  }
  for (const [key, { one }] of known) if (!next.has(key) && one.gone) notices.push(ended(one, one.gone))
  return { notices, known: next }
}

/** Of what was told, what is so still: the replica that leads tells the rest. */
export const stillStanding = (known: Stands, now: readonly Standing[]): Stands => {
  const keys = new Set(now.map(({ key }) => key))
  return new Map([...known].filter(([key]) => keys.has(key)))
}

const begun = ({ key, variant, reason, type, note, regarding }: Standing): Notice => ({
  reason,
  type,
  note,
  regarding,
  kind: 'state',
  id: `${key}\n${variant}`,
})

const ended = ({ key, regarding }: Standing, gone: NonNullable<Standing['gone']>): Notice => ({
  ...gone,
  regarding,
  kind: 'occurrence',
  id: key,
})
