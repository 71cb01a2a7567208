import { given } from '../given.ts'
import type { NodeSelectorTerm } from '../scheduling/affinity.ts'
import { isSame } from './same.ts'

export interface PreferredTerm {
  readonly weight: number
  readonly preference: NodeSelectorTerm
}

/** As in core/v1. */
export interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] }
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly PreferredTerm[]
}

/**
 * Terms for nodes that satisfy one of `existing` *and* one of `added`: each with each. (Terms are alternatives, so that to
 * append would widen what a pod accepts.) No existing terms: no demand so far. Adding the same twice is adding it once.
 */
export function bothRequired(
  existing: readonly NodeSelectorTerm[],
  added: readonly NodeSelectorTerm[],
): readonly NodeSelectorTerm[] {
  if (existing.length === 0 || added.length === 0) return [...existing, ...added]
  return existing.flatMap((term) =>
    added.some((one) => includes(term, one)) ? [term] : added.map((one) => joined(term, one)),
  )
}

/** What is preferred adds up; what is there already is not added again. */
export const bothPreferred = (
  existing: readonly PreferredTerm[],
  added: readonly PreferredTerm[],
): readonly PreferredTerm[] => [...existing, ...missingFrom(existing, added)]

/** Whether every node of `term` is one of `part`. A term without any expression matches no node. */
const includes = (term: NodeSelectorTerm, part: NodeSelectorTerm): boolean =>
  isEmpty(term) ||
  (missingFrom(term.matchExpressions ?? [], part.matchExpressions ?? []).length === 0 &&
    missingFrom(term.matchFields ?? [], part.matchFields ?? []).length === 0)

const isEmpty = ({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm): boolean =>
  matchExpressions.length + matchFields.length === 0

function joined(a: NodeSelectorTerm, b: NodeSelectorTerm): NodeSelectorTerm {
  const expressions = [
    ...(a.matchExpressions ?? []),
    ...missingFrom(a.matchExpressions ?? [], b.matchExpressions ?? []),
  ]
  const fields = [...(a.matchFields ?? []), ...missingFrom(a.matchFields ?? [], b.matchFields ?? [])]
  return given({
    matchExpressions: expressions.length > 0 ? expressions : undefined,
    matchFields: fields.length > 0 ? fields : undefined,
  })
}

const missingFrom = <T>(list: readonly T[], wanted: readonly T[]): T[] =>
  wanted.filter(
    (one, at) => !list.some((other) => isSame(one, other)) && wanted.findIndex((w) => isSame(w, one)) === at,
  )
