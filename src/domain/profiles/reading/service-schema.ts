import { z } from 'zod'
import { dataKey, envName, exactly, flag, labels, listOf, objectName, text } from './fields.ts'
import { readJsonPath } from './json-path.ts'
import type { Service } from './profile.ts'

const configuration = z.record(z.string(), z.unknown(), { error: 'must be a map of values for the templates' })

const jsonPath = text('a JSONPath such as `metadata.name`').superRefine((path, context) => {
  const reading = path === '' ? undefined : readJsonPath(path)
  if (reading?.at === 'refused') context.addIssue({ code: 'custom', message: reading.text })
})

const returned = z.record(envName, jsonPath, {
  error: 'must be a map of environment variables and JSONPaths, such as `CLUSTER: metadata.name`',
})

export const service = exactly('`resources`, `configuration`, `labels`, `return`, `required`', {
  resources: listOf(
    exactly('`name` of a ConfigMap and `path`, its key', { name: objectName, path: dataKey }),
    '`name` of a ConfigMap and `path`, its key',
  ).min(1, 'needs at least one template'),
  configuration: configuration.exactOptional(),
  labels: labels.exactOptional(),
  return: returned.exactOptional(),
  required: flag.exactOptional(),
}).transform(
  (written): Service => ({
    resources: written.resources,
    configuration: written.configuration ?? {},
    labels: written.labels ?? {},
    return: written.return ?? {},
    required: written.required ?? false,
  }),
)
