import { z } from 'zod'
import { dataKey, envName, exactly, flag, isAnnotationKey, isLabelKey, objectName, quantity } from './fields.ts'

const optionally = { optional: flag.exactOptional() }

const FIELDS = /^(metadata\.(name|namespace|uid)|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/
const NAMED = /^metadata\.(labels|annotations)\['([^']+)'\]$/

function isField(path: string): boolean {
  const [, list, key = ''] = NAMED.exec(path) ?? []
  return FIELDS.test(path) || (list === 'labels' ? isLabelKey(key) : list === 'annotations' && isAnnotationKey(key))
}

/** What the API server divides by. */
const CPU_DIVISORS = ['1', '1m']
const DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei']

const AMOUNTS = /^(requests|limits)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/

const SOURCES = {
  secretKeyRef: exactly('`name` and `key` of a Secret', { name: objectName, key: dataKey, ...optionally }),
  configMapKeyRef: exactly('`name` and `key` of a ConfigMap', { name: objectName, key: dataKey, ...optionally }),
  fieldRef: exactly('`fieldPath`', {
    fieldPath: z.string().refine(isField, 'is no field that a pod can tell; write `metadata.name`, `spec.nodeName`, …'),
    apiVersion: z.literal('v1', { error: 'must be v1' }).exactOptional(),
  }),
  resourceFieldRef: exactly('`resource`', {
    resource: z.string().regex(AMOUNTS, 'must be such as `limits.memory` or `requests.cpu`'),
    containerName: objectName.exactOptional(),
    divisor: quantity.exactOptional(),
  }).superRefine(({ resource, divisor }, context) => {
    const right = resource.endsWith('.cpu') ? CPU_DIVISORS : DIVISORS
    if (divisor !== undefined && !right.includes(divisor))
      context.addIssue({ code: 'custom', path: ['divisor'], message: `must be one of ${right.join(', ')}` })
  }),
}

const valueFrom = exactly('`secretKeyRef` or `configMapKeyRef`', {
  secretKeyRef: SOURCES.secretKeyRef.exactOptional(),
  configMapKeyRef: SOURCES.configMapKeyRef.exactOptional(),
  fieldRef: SOURCES.fieldRef.exactOptional(),
  resourceFieldRef: SOURCES.resourceFieldRef.exactOptional(),
}).refine(
  (sources) => Object.keys(sources).length === 1,
  `needs exactly one of ${Object.keys(SOURCES)
    .map((name) => `\`${name}\``)
    .join(', ')}`,
)

/** An item of `env:`, as in core/v1. A variable without a value is empty. */
export const envVar = exactly('`name` with `value` or `valueFrom`', {
  name: envName,
  value: z.string({ error: 'must be a text; what is not a single value goes into quotes' }).exactOptional(),
  valueFrom: valueFrom.exactOptional(),
}).refine(
  ({ value, valueFrom: source }) => value === undefined || source === undefined,
  'has both `value` and `valueFrom`; keep one of them',
)
