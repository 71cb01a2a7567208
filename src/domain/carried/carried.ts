import { MINUTE_MS } from '../duration.ts'
import { given } from '../given.ts'
import { fullName } from '../images/names.ts'
import { hasAll, isSamePulls, NO_PULLS, type PulledImage, type Pulls, withPulls } from '../images/pulls.ts'
import type { PoolRules } from '../settings/config.ts'
import { covering, type Spawned, type SpawnMemory } from './spawned.ts'

/** A list that is learned grows no sooner than this after its last change. */
const LEARNED_EVERY_MS = 10 * MINUTE_MS

export interface Carrying {
  readonly rule: PoolRules['userImages']
  readonly spawned: SpawnMemory | undefined
  /** What a person asks for by annotation. */
  readonly announced?: Pulls | undefined
  /** What they bring already, and when they were last made anew for it. Epoch ms. */
  readonly before: Pulls | undefined
  readonly changedMs?: number | undefined
  /** There are no placeholders. */
  readonly isIdle: boolean
  /** Until when the people of a class come, or are about to; undefined: none do. Epoch ms. */
  readonly arrivingUntilMs?: number | undefined
  /** Images that came and could not run the command that ends at once, by their full names. */
  readonly bare?: ReadonlySet<string>
  readonly nowMs: number
}

export interface CarriedNow {
  readonly carried: Pulls
  /** When placeholders were last made anew for another list. Epoch ms; missing: never. */
  readonly changedMs?: number
  /** When what was learned meanwhile is brought. Epoch ms. */
  readonly revisitAt?: number
}

/**
 * What placeholders bring to their nodes. Another list makes all of them anew. One that is learned therefore shrinks only while
 * there are none, and grows at most every ten minutes and not while a class comes, unless most people would not find theirs. What a
 * person writes counts at once.
 */
export function carriedOf(carrying: Carrying): CarriedNow {
  const { rule, announced = NO_PULLS, before, isIdle, bare = new Set(), nowMs } = carrying
  const { list, revisitAt } = rule === 'auto' ? learned(carrying) : { list: rule, revisitAt: undefined }
  const isOff = rule !== 'auto' && rule.images.length === 0
  const all = isOff || hasAll(list, announced) ? list : withPulls(list, announced)
  const now = withBare(all, before, bare)
  const isSame = isSamePulls(now, before ?? NO_PULLS)
  return {
    carried: isSame ? (before ?? NO_PULLS) : now,
    ...given({ changedMs: isSame || isIdle ? carrying.changedMs : nowMs, revisitAt }),
  }
}

interface Listed {
  readonly list: Pulls
  readonly revisitAt?: number | undefined
}

function learned({ spawned, before, changedMs = 0, isIdle, arrivingUntilMs = 0, nowMs }: Carrying): Listed {
  const kinds = spawned ? covering(spawned) : []
  const wanted = kinds.reduce<Pulls>(withPulls, NO_PULLS)
  if (before === undefined || isIdle) return { list: wanted.images.length > 0 ? wanted : (before ?? NO_PULLS) }
  if (hasAll(before, wanted)) return { list: before }
  const waitsUntilMs = Math.max(arrivingUntilMs, changedMs + LEARNED_EVERY_MS)
  if (nowMs < waitsUntilMs && mostFind(kinds, before)) return { list: before, revisitAt: waitsUntilMs }
  return { list: withPulls(wanted, before) }
}

/** Whether half of those who come find all of their images. */
function mostFind(kinds: readonly Spawned[], brought: Pulls): boolean {
  const weightOf = (some: readonly Spawned[]) => some.reduce((sum, { weight }) => sum + weight, 0)
  return weightOf(kinds.filter((kind) => hasAll(brought, kind))) * 2 >= weightOf(kinds)
}

/** What was seen of an image once stays known as long as it is brought. */
function withBare(list: Pulls, before: Pulls | undefined, bare: ReadonlySet<string>): Pulls {
  const known = new Set(before?.images.flatMap(({ image, isBare }) => (isBare ? [image] : [])))
  const isNew = ({ image, isBare }: PulledImage) => !isBare && (known.has(image) || bare.has(fullName(image)))
  if (!list.images.some(isNew)) return list
  return { ...list, images: list.images.map((one) => (isNew(one) ? { ...one, isBare: true } : one)) }
}
