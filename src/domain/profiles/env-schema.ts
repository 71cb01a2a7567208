import { z } from 'zod'
import { dataKey, envName, exactly, flag, objectName, quantity } from './fields.ts'

const optionally = { optional: flag.exactOptional() }

const FIELDS =
  /^(metadata\.(name|namespace|uid)|metadata\.(labels|annotations)\['[^']+'\]|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/
const AMOUNTS = /^(requests|limits)\.(cpu|memory|ephemeral-storage|hugepages-.+)$/

const SOURCES = {
  secretKeyRef: exactly('`name` and `key` of a Secret', { name: objectName, key: dataKey, ...optionally }),
  configMapKeyRef: exactly('`name` and `key` of a ConfigMap', { name: objectName, key: dataKey, ...optionally }),
  fieldRef: exactly('`fieldPath`', {
    fieldPath: z.string().regex(FIELDS, 'is no field that a pod can tell; write `metadata.name`, `spec.nodeName`, …'),
    apiVersion: z.literal('v1', { error: 'must be v1' }).exactOptional(),
  }),
  resourceFieldRef: exactly('`resource`', {
    resource: z.string().regex(AMOUNTS, 'must be such as `limits.memory` or `requests.cpu`'),
    containerName: objectName.exactOptional(),
    divisor: quantity.exactOptional(),
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
