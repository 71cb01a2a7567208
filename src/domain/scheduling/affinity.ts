import { type Labels, matchesLabels } from './selector.ts'

/** What a pod demands of a node's labels: its nodeSelector and its required node affinity. */
export interface NodeRequirement {
  readonly nodeSelector: Labels
  /** nodeSelectorTerms: one of them must hold; undefined when the pod has no required affinity. */
  readonly terms?: readonly NodeSelectorTerm[]
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorExpression[]
  /** Of a node only `metadata.name` can be asked for. */
  readonly matchFields?: readonly NodeSelectorExpression[]
}

export interface NodeSelectorExpression {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

/**
 * Whether a node of the pool may satisfy the pod. Known of such a node are only the pool's labels, so a demand on another
 * label is open and does not exclude the pool, while a demand on one of the pool's own labels decides.
 */
export function poolMayFit(requirement: NodeRequirement, poolLabels: Labels): boolean {
  for (const [key, value] of Object.entries(requirement.nodeSelector))
    if (key in poolLabels && poolLabels[key] !== value) return false
  return !requirement.terms || requirement.terms.some((term) => termMayFit(term, poolLabels))
}

const termMayFit = (term: NodeSelectorTerm, labels: Labels): boolean =>
  (term.matchExpressions ?? []).every((expression) => expressionMayFit(expression, labels))

/** Whether this very node satisfies the pod. As in the scheduler, a term that demands nothing matches no node. */
export function nodeFits({ nodeSelector, terms }: NodeRequirement, node: { name: string; labels: Labels }): boolean {
  return matchesLabels(nodeSelector, node.labels) && (!terms || terms.some((term) => termFits(term, node)))
}

function termFits(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: { name: string; labels: Labels },
) {
  return (
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((expression) => expressionFits(expression, node.labels)) &&
    matchFields.every((expression) => expressionFits(expression, { 'metadata.name': node.name }))
  )
}

const expressionFits = (expression: NodeSelectorExpression, labels: Labels): boolean =>
  expression.key in labels
    ? expressionMayFit(expression, labels)
    : expression.operator === 'NotIn' || expression.operator === 'DoesNotExist'

/** apimachinery's node selector operators; `Gt` and `Lt` compare integers. */
function expressionMayFit({ key, operator, values = [] }: NodeSelectorExpression, labels: Labels): boolean {
  const value = labels[key]
  if (value === undefined) return true
  switch (operator) {
    case 'In':
      return values.includes(value)
    case 'NotIn':
      return !values.includes(value)
    case 'DoesNotExist':
      return false
    case 'Gt':
      return Number(value) > Number(values[0])
    case 'Lt':
      return Number(value) < Number(values[0])
    default:
      return true
  }
}
