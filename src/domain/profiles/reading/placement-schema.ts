import { z } from 'zod'
import type { Toleration } from '../../scheduling/taint.ts'
import { exactly, labelKey, labelValue, listOf, objectName, wholeNumber } from './fields.ts'

const effect = z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], {
  error: 'must be NoSchedule, PreferNoSchedule or NoExecute',
})

/** As the API server judges tolerations. */
export const toleration = exactly('`key`, `operator`, `value`, `effect`', {
  key: labelKey.exactOptional(),
  operator: z.enum(['Equal', 'Exists'], { error: 'must be Equal or Exists' }).exactOptional(),
  value: labelValue.exactOptional(),
  effect: effect.exactOptional(),
  tolerationSeconds: wholeNumber(0, 999_999_999).exactOptional(),
}).superRefine((written: Toleration, context) => {
  const wrong = (message: string) => context.addIssue({ code: 'custom', message })
  if (written.key === undefined && written.operator !== 'Exists')
    wrong('has no `key`; write one, or `operator: Exists` to tolerate every taint')
  if (written.operator === 'Exists' && written.value !== undefined)
    wrong('`operator: Exists` takes no `value`; leave one of them out')
  if (written.tolerationSeconds !== undefined && written.effect !== 'NoExecute')
    wrong('`tolerationSeconds` needs `effect: NoExecute`')
})

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const

const expression = exactly('`key`, `operator`, `values`', {
  key: labelKey,
  operator: z.enum(OPERATORS, { error: `must be one of ${OPERATORS.join(', ')}` }),
  values: listOf(labelValue, 'label values').exactOptional(),
}).superRefine(({ operator, values = [] }, context) => {
  const wrong = (message: string) => context.addIssue({ code: 'custom', message, path: ['values'] })
  if (operator.endsWith('In') && values.length === 0) wrong(`\`operator: ${operator}\` needs at least one value`)
  if (operator.endsWith('Exist') || operator === 'Exists') {
    if (values.length > 0) wrong(`\`operator: ${operator}\` takes no values`)
  } else if (!operator.endsWith('In') && !(values.length === 1 && /^\d{1,18}$/.test(values[0] ?? '')))
    wrong(`\`operator: ${operator}\` needs one whole number`)
})

const nodeName = exactly('`key`, `operator`, `values`', {
  key: z.literal('metadata.name', { error: 'must be metadata.name: no other field of a node can be asked for' }),
  operator: z.enum(['In', 'NotIn'], { error: 'must be In or NotIn' }),
  values: listOf(objectName, 'one name of a node').length(1, 'needs exactly one name of a node'),
})

const term = exactly('`matchExpressions`', {
  matchExpressions: listOf(expression, '`key`, `operator`, `values`').exactOptional(),
  matchFields: listOf(nodeName, '`key`, `operator`, `values`').exactOptional(),
}).refine(
  ({ matchExpressions = [], matchFields = [] }) => matchExpressions.length + matchFields.length > 0,
  'is empty, which matches no node; write `matchExpressions`',
)

const required = exactly('`nodeSelectorTerms`', {
  nodeSelectorTerms: listOf(term, 'terms with `matchExpressions`').min(1, 'needs at least one term'),
})

const preferred = listOf(
  exactly('`weight` and `preference`', { weight: wholeNumber(1, 100), preference: term }),
  '`weight` and `preference`',
)

export const nodeAffinity = exactly('`requiredDuringSchedulingIgnoredDuringExecution`', {
  requiredDuringSchedulingIgnoredDuringExecution: required.exactOptional(),
  preferredDuringSchedulingIgnoredDuringExecution: preferred.exactOptional(),
})
