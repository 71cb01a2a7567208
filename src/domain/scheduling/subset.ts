import { parseQuantity } from './quantity.ts'

/**
 * Whether everything that `wanted` says also stands in `observed`; what the API server added is ignored. Lists must be
 * as long and agree item by item. Amounts below a `requests` or `limits` compare as quantities: `1000m` is `1`.
 * @returns the path of the first difference (`spec.template.spec.tolerations[2].key`), or undefined when there is none
 */
export function differenceOf(wanted: unknown, observed: unknown, path = '', quantities = false): string | undefined {
  if (wanted === observed) return undefined
  if (Array.isArray(wanted)) {
    if (!Array.isArray(observed) || observed.length !== wanted.length) return path
    return first(wanted.map((item, at) => differenceOf(item, observed[at], `${path}[${at}]`)))
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (isEmpty(wanted)) return undefined // the API server drops empty maps
    if (typeof observed !== 'object' || observed === null) return path
    const fields = observed as Readonly<Record<string, unknown>>
    return first(
      Object.entries(wanted).map(([key, value]) =>
        differenceOf(
          value,
          fields[key],
          path ? `${path}.${key}` : key,
          quantities || key === 'requests' || key === 'limits',
        ),
      ),
    )
  }
  if (wanted === undefined) return undefined
  return quantities && isSameQuantity(wanted, observed) ? undefined : path
}

const first = (differences: readonly (string | undefined)[]) =>
  differences.find((difference) => difference !== undefined)

const isEmpty = (value: object) => Object.keys(value).length === 0

function isSameQuantity(a: unknown, b: unknown): boolean {
  const amount = parseQuantity(a, 1000)
  return amount !== undefined && amount === parseQuantity(b, 1000)
}
