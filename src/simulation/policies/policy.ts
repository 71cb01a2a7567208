import { sayCount } from '../../domain/say.ts'

/** What keeps seats warm in a simulated world: the product, or what it is compared with. */
type Warmth =
  | { readonly at: 'warmseats' }
  | { readonly at: 'none' }
  /** Always so many placeholders in each pool, whatever the calendar says. */
  | { readonly at: 'static'; readonly count: number }
  /** The predecessor's loop. */
  | { readonly at: 'polling' }
  /** Who knows every arrival, worked out and not played: with the autoscaler's wait at each node's end, or without. */
  | { readonly at: 'oracle' }
  | { readonly at: 'oracle-just-in-time' }

/** Who cordons nodes beside it: the product's own policy, or the data-8 autoscaler's rule as it is written. */
export const PACKINGS = ['utilization', 'data-8'] as const
export type Packing = (typeof PACKINGS)[number]

/** Without `packing` nobody does, unless the config of the product says so. */
export type Policy = Warmth & { readonly packing?: Packing }

export const WARMSEATS: Policy = { at: 'warmseats' }
export const NONE: Policy = { at: 'none' }

/** @returns undefined for what is no policy */
export function parsePolicy(text: string): Policy | undefined {
  const [first = '', second, ...rest] = text.toLowerCase().split('+')
  const warmth = parseWarmth(first.trim())
  if (!warmth || rest.length > 0) return undefined
  if (second === undefined) return warmth
  const packing = PACKINGS.find((one) => one === second.trim())
  // The product's own packing asks its calendar and its placeholders: there is none without the product.
  if (warmth.at === 'oracle' || warmth.at === 'oracle-just-in-time') return undefined
  return packing && (packing !== 'utilization' || warmth.at === 'warmseats') ? { ...warmth, packing } : undefined
}

function parseWarmth(name: string): Warmth | undefined {
  const count = /^static:(\d{1,4})$/.exec(name)?.[1]
  if (count !== undefined) return { at: 'static', count: Number(count) }
  const named = (['none', 'polling', 'warmseats', 'oracle', 'oracle-just-in-time'] as const).find((one) => one === name)
  return named && { at: named }
}

/** As on the command line: `static:3`, `warmseats+utilization`. */
export function namePolicy(policy: Policy): string {
  const name = policy.at === 'static' ? `static:${policy.count}` : policy.at
  return policy.packing ? `${name}+${policy.packing}` : name
}

/** As people read it. */
export const sayPolicy = (policy: Policy): string => `${sayWarmth(policy)}${sayPacking(policy)}`

const PACKED = { utilization: ' (utilization policy)', 'data-8': ' (rule of data-8)' } as const

export const sayPacking = ({ packing }: Policy): string => (packing ? PACKED[packing] : '')

function sayWarmth(policy: Warmth): string {
  switch (policy.at) {
    case 'warmseats':
      return 'Warmseats'
    case 'none':
      return 'no placeholders'
    case 'static':
      return `always ${sayCount(policy.count, 'placeholder')}`
    case 'polling':
      return 'the old rule'
    case 'oracle':
      return 'the oracle'
    case 'oracle-just-in-time':
      return 'the oracle, just in time'
  }
}
