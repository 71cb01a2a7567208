import { AT_LEAST } from '../cluster/hand.ts'
import type { Action } from './action.ts'

/** How to ask properly, for a person who scaled a Deployment by hand; undefined when nobody did. */
export function hintOf(action: Action): string | undefined {
  if (action.type !== 'apply' || action.scaledBy === undefined) return undefined
  const { name, namespace } = action.manifest.metadata
  const count = Math.max(action.from ?? 0, 1)
  return `to ask for more, use: kubectl --namespace ${namespace} annotate --overwrite deployment ${name} ${AT_LEAST}="${count} until 18:00"`
}
