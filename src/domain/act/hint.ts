import { AT_LEAST } from '../cluster/hand.ts'
import { LENT_KINDS } from '../lent/lent.ts'
import { type Action, isCounted } from './action.ts'

/** How to ask properly, for a person who scaled a Deployment by hand; undefined when nobody did. */
export function hintOf(action: Action): string | undefined {
  if (!isCounted(action) || action.scaledBy === undefined) return undefined
  const count = Math.max(action.from ?? 0, 1)
  return `to ask for more, use: kubectl ${objectIn(action)} ${AT_LEAST}="${count} until 18:00"`
}

function objectIn(action: Extract<Action, { type: 'apply' | 'apply buffer' | 'scale' }>): string {
  const at = (namespace: string) => `--namespace ${namespace} annotate --overwrite`
  if (action.type === 'apply') {
    const { name, namespace } = action.manifest.metadata
    return `${at(namespace)} deployment ${name}`
  }
  if (action.type === 'apply buffer') {
    const { name, namespace } = action.manifests.buffer.metadata
    return `${at(namespace)} capacitybuffer ${name}`
  }
  const { lent, namespace } = action
  const { kind, isNamespaced } = LENT_KINDS[lent.by]
  return `${isNamespaced ? at(namespace) : 'annotate --overwrite'} ${kind.toLowerCase()} ${lent.name}`
}
