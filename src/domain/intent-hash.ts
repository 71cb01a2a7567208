const OFFSET = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** A short fingerprint of a plain JSON value, whatever the order of its keys. (FNV-1a, 64 bits; not for secrets.) */
export function intentHash(value: unknown): string {
  let hash = OFFSET
  for (const unit of canonical(value)) hash = ((hash ^ BigInt(unit.codePointAt(0) ?? 0)) * PRIME) & MASK
  return hash.toString(16).padStart(16, '0')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
