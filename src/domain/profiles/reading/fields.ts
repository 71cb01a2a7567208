import leven from 'leven'
import { z } from 'zod'
import { parseQuantity } from '../../scheduling/quantity.ts'
import { OBJECT_NAME, SUBDOMAIN } from '../object-name.ts'

/**
 * Building blocks of the profiles' schema; each knows what would be right, and lets nothing pass that the API server would
 * refuse in a pod: a refused pod locks its user out. Scalars come as the text that was written.
 */

export const text = (what: string) => z.string({ error: `must be ${what}` }).min(1, `must not be empty; write ${what}`)

const matching = (pattern: RegExp, what: string) =>
  z.string({ error: `must be ${what}` }).regex(pattern, `is not ${what}`)

export const flag = z
  .string({ error: 'must be true or false' })
  .regex(/^(true|false)$/i, 'must be true or false')
  .transform((written) => written.toLowerCase() === 'true')

export const wholeNumber = (least: number, most: number) =>
  z
    .string({ error: 'must be a whole number' })
    .refine(
      (written) => /^\d{1,9}$/.test(written) && Number(written) >= least && Number(written) <= most,
      `must be a whole number from ${least} to ${most}`,
    )
    .transform(Number)

const WORD = '[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?'

/** As apimachinery's `IsQualifiedName`. @param longest of what stands before the slash */
const qualified = (longest: number) => new RegExp(`^((?=[^/]{1,${longest}}/)${SUBDOMAIN}/)?${WORD}$`)

export const objectName = matching(OBJECT_NAME, 'the name of a Kubernetes object (small letters, digits, `-` and `.`)')

export const dataKey = matching(
  /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/,
  'a key of a ConfigMap or Secret (letters, digits, `-`, `_`, `.`; not `..` first)',
)

/** What every version of Kubernetes takes. */
export const envName = matching(
  /^(?!\d|\.$|\.\.)[-._a-zA-Z0-9]+$/,
  'a name for an environment variable (letters, digits, `_`, `-`, `.`; no digit first)',
)

const LABEL_KEY = qualified(253)

export const labelKey = matching(LABEL_KEY, 'a label key (such as `example.org/team`)')

/** Of annotations the API server takes capitals before the slash too. */
export const isAnnotationKey = (key: string): boolean => LABEL_KEY.test(key.toLowerCase())
export const isLabelKey = (key: string): boolean => LABEL_KEY.test(key)

/** With a domain, as devices have. A quota calls one `requests.` and its name, which must not be too long either. */
const EXTENDED = qualified(253 - 'requests.'.length)
export const isExtendedResource = (name: string): boolean =>
  name.includes('/') && !name.startsWith('requests.') && EXTENDED.test(name)

export const labelValue = matching(
  new RegExp(`^(${WORD})?$`),
  'a label value (at most 63 letters, digits, `-`, `_`, `.`)',
)

export const labels = z.record(labelKey, labelValue, { error: 'must be a map of labels, `key: value`' })

export const quantity = z
  .string({ error: 'must be a quantity, such as "4Gi" or "500m"' })
  .refine(
    (written) => (parseQuantity(written) ?? -1) >= 0,
    'is not a Kubernetes quantity; write "4Gi", "500m" or a number',
  )

/** A map with these keys only. */
export const exactly = <Shape extends z.ZodRawShape>(what: string, shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? sayUnknownKeys(issue.keys as string[], Object.keys(shape))
        : issue.code === 'invalid_type'
          ? `must be a map: ${what}`
          : undefined,
  })

export const listOf = <Item extends z.ZodType>(item: Item, what: string) =>
  z.array(item, { error: `must be a list of ${what}` })

const MOST_NAMED = 20

function sayUnknownKeys(keys: readonly string[], known: readonly string[]): string {
  const said = keys.slice(0, MOST_NAMED).map((key) => sayUnknownKey(key, known))
  return [...said, ...(keys.length > MOST_NAMED ? [`and ${keys.length - MOST_NAMED} more`] : [])].join('; ')
}

/** «no key `usrs` is known here; did you mean `users`?» */
export function sayUnknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  return `no key \`${key}\` is known here; ${near ? `did you mean \`${near}\`?` : `those known are ${quoted(known)}`}`
}

/** Nobody misspells a longer one. */
const LONGEST_NAME = 100

/** The one that was probably meant. */
export function nearest(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST_NAME) return undefined
  const [best] = known.map((name) => ({ name, far: leven(name, written) })).toSorted((a, b) => a.far - b.far)
  if (best === undefined) return undefined
  return leven(best.name, written.toLowerCase()) <= Math.max(1, best.name.length / 3) ? best.name : undefined
}

export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ')
