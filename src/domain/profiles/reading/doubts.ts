import { isMap } from '../../parsed.ts'
import { parseQuantity } from '../../scheduling/quantity.ts'
import type { Path } from '../path.ts'

/** What the API server takes and hardly anybody means. It counts as it is written, and is said as a warning. */
export interface Doubt {
  /** Below the value that was looked at. */
  readonly path: Path
  readonly text: string
}

type RawMap = Readonly<Record<string, unknown>>
type Of = 'requests' | 'limits'

const OLDER = { mem_limit: 'memory', cpu_limit: 'cpu' } as const

/** Of `resources:`, as it was written and taken. */
export function doubtfulAmounts(resources: unknown): Doubt[] {
  if (!isMap(resources)) return []
  const listed = (['requests', 'limits'] as const).flatMap((of) =>
    Object.entries(isMap(resources[of]) ? resources[of] : {}).map(([name, written]) => ({
      ...{ of, name, written, path: [of, name] },
    })),
  )
  const older = Object.entries(OLDER).map(([key, name]) => {
    return { of: 'limits' as const, name, written: resources[key], path: [key] }
  })
  return [...listed, ...older].flatMap(({ of, name, written, path }) => {
    const text = typeof written === 'string' ? doubtOf(name, written, of) : undefined
    return text === undefined ? [] : [{ path, text: `\`${written}\` ${text}` }]
  })
}

/** Of `node_tolerations:`, likewise. */
export function doubtfulTolerations(list: unknown): Doubt[] {
  return (Array.isArray(list) ? list : []).flatMap((one: unknown, at) =>
    isMap(one) ? doubtsOfToleration(one).map((text) => ({ path: [at], text })) : [],
  )
}

function doubtsOfToleration({ key, operator, effect, tolerationSeconds }: RawMap): string[] {
  const texts: string[] = []
  if ((key ?? '') === '' && operator === 'Exists')
    texts.push(
      `tolerates every taint${typeof effect === 'string' ? ` of ${effect}` : ''}, also of nodes for others and of nodes that are broken; name the \`key\` that is meant`,
    )
  if (tolerationSeconds === '0') texts.push('tolerates the taint for 0 seconds, which is not at all; leave it out')
  return texts
}

function doubtOf(name: string, written: string, of: Of): string | undefined {
  const judge = JUDGES[name]
  if (judge === undefined) return undefined
  if (parseQuantity(written, 1000) !== 0) return judge(written, of)
  return of === 'requests'
    ? 'requests nothing: nodes are filled without counting the server; write what it needs'
    : 'is no limit for Kubernetes; leave it out, or write one'
}

const JUDGES: Readonly<Record<string, ((written: string, of: Of) => string | undefined) | undefined>> = {
  memory: doubtOfMemory,
  'ephemeral-storage': doubtOfBytes,
  cpu: doubtOfCpu,
}

const MI = 2 ** 20
const LEAST_MEMORY = 64 * MI
/** Twice what the largest machines have. */
const MOST_MEMORY = 64 * 2 ** 40

function doubtOfMemory(written: string, of: Of): string | undefined {
  const bytes = parseQuantity(written) ?? 0
  if (bytes > MOST_MEMORY) return `is ${Math.round(bytes / 2 ** 40)}Ti, and no machine has so much memory`
  if (bytes >= MI && bytes < LEAST_MEMORY && of === 'limits')
    return 'is less memory than a server needs to start; write 128Mi or more'
  return doubtOfBytes(written)
}

/** Of the numbers that people write, the smaller ones are gigabytes. */
const FEW = 64

function doubtOfBytes(written: string): string | undefined {
  const bytes = (parseQuantity(written, 1000) ?? 0) / 1000
  if (bytes >= MI) return undefined
  const [number = ''] = /^\+?[\d.]+/.exec(written) ?? []
  return `is ${bytes} bytes; write \`${number}${Number(number) < FEW ? 'Gi' : 'Mi'}\``
}

const LEAST_CPU = 50
/** In thousandths of a core. Without a unit it is more often thousandths than cores. */
const MANY_CORES = 100_000
/** More than any machine has. */
const MOST_CORES = 4_000_000

function doubtOfCpu(written: string, of: Of): string | undefined {
  const milli = parseQuantity(written, 1000) ?? 0
  const cores = milli / 1000
  if (/[kMGTPE]i?$/.test(written)) return `is ${cores} cores; such a unit is for memory`
  if (isBelowMilli(written)) return 'is less than a thousandth of a core; write `500m` for half a core'
  if (milli < LEAST_CPU && of === 'limits')
    return 'is so little that a server takes minutes to start; write 100m or more'
  if (milli >= MANY_CORES && /^\d+$/.test(written))
    return `is ${cores} cores; for thousandths of a core write \`${written}m\``
  return milli > MOST_CORES ? `is ${cores} cores, and no machine has so many` : undefined
}

/** What rounds up to the least that Kubernetes counts. */
function isBelowMilli(written: string): boolean {
  const [, number = '', unit = ''] = /^(.*?)([num]?)$/.exec(written) ?? []
  return Number(number) * ({ n: 1e-9, u: 1e-6, m: 1e-3 }[unit] ?? 1) < 0.000_999_999
}
