/** What keeps seats warm in a simulated world: the product, or what it is compared with. */
export type Policy =
  | { readonly at: 'warmseats' }
  | { readonly at: 'none' }
  /** Always so many placeholders in each pool, whatever the calendar says. */
  | { readonly at: 'static'; readonly count: number }
  /** The predecessor's loop. */
  | { readonly at: 'polling' }

export const WARMSEATS: Policy = { at: 'warmseats' }
export const NONE: Policy = { at: 'none' }

/** @returns undefined for what is no policy */
export function parsePolicy(text: string): Policy | undefined {
  const name = text.trim().toLowerCase()
  const count = /^static:(\d{1,4})$/.exec(name)?.[1]
  if (count !== undefined) return { at: 'static', count: Number(count) }
  return name === 'none' || name === 'polling' || name === 'warmseats' ? { at: name } : undefined
}

/** As on the command line: `static:3`. */
export const namePolicy = (policy: Policy): string => (policy.at === 'static' ? `static:${policy.count}` : policy.at)

/** As people read it. */
export function sayPolicy(policy: Policy): string {
  switch (policy.at) {
    case 'warmseats':
      return 'Warmseats'
    case 'none':
      return 'no placeholders'
    case 'static':
      return `always ${policy.count} ${policy.count === 1 ? 'placeholder' : 'placeholders'}`
    case 'polling':
      return 'the old rule'
  }
}
