/**
 * Kubernetes quantities, the full grammar: `500m`, `0.5`, `1.5Gi`, `2G`, `1e3`, `12E`, `100n`.
 * Computed in exact decimal arithmetic and rounded up, as the API server does (apimachinery `resource.Quantity`):
 * in floating point `1.1` CPU would be 1101 milli-cores.
 */
const QUANTITY = /^([+-]?)(\d+)?(?:\.(\d*))?(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/

const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}
const BINARY_POWER: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n }
const LONGEST = 64

/**
 * @param value as in a manifest: a string, or a number (YAML writes `memory: 60929654784`)
 * @param scale units per whole: 1000 gives milli-cores for CPU, 1 gives bytes or counts
 * @returns a whole number of units, rounded away from zero, or undefined when it is not a quantity
 */
export function parseQuantity(value: unknown, scale: 1 | 1000 = 1): number | undefined {
  const match = typeof value === 'number' || typeof value === 'string' ? matchQuantity(String(value)) : null
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponentText, suffix = ''] = match
  if (whole === '' && fraction === '') return undefined
  const exponent = (exponentText ? Number(exponentText.slice(1)) : (DECIMAL_EXPONENT[suffix] ?? 0)) - fraction.length
  if (Math.abs(exponent) > LONGEST) return undefined
  const numerator = BigInt(whole + fraction) * BigInt(scale) * 2n ** (BINARY_POWER[suffix] ?? 0n)
  const units =
    exponent >= 0 ? numerator * 10n ** BigInt(exponent) : divideRoundingUp(numerator, 10n ** BigInt(-exponent))
  return Number(sign === '-' ? -units : units)
}

const matchQuantity = (text: string) => (text.length > LONGEST ? null : QUANTITY.exec(text))

const divideRoundingUp = (a: bigint, b: bigint) => (a + b - 1n) / b

/** Bytes as a manifest would write them, exact: `60929654784` → `58107Mi` only if nothing is lost, else plain bytes. */
export function sayBytes(bytes: number): string {
  for (const [suffix, power] of [
    ['Gi', 2 ** 30],
    ['Mi', 2 ** 20],
    ['Ki', 2 ** 10],
  ] as const)
    if (bytes !== 0 && bytes % power === 0) return `${bytes / power}${suffix}`
  return String(bytes)
}

/** Milli-cores as a manifest would write them: 1500 → `1500m`, 2000 → `2`. */
export const sayMilliCores = (milli: number): string => (milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`)
