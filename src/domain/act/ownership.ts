import { deploymentName, FIELD_MANAGER, type PlaceholderDeployment } from '../cluster/deployment.ts'
import type { Owner } from '../decide/observed.ts'
import { type Problem, problem } from '../problem.ts'
import { selects } from '../scheduling/selector.ts'
import type { Config } from '../settings/config.ts'
import { INTENT, MANAGED_BY } from './manifest.ts'

/** Whose a Deployment of a placeholder's name is: only ours and the predecessor's are touched. */
export type Ownership = 'ours' | 'another release' | 'predecessor' | 'somebody'

/** The predecessor's has our placeholder labels on its pods, and belongs to no object. */
export function ownershipOf(deployment: PlaceholderDeployment, owner: Owner, config: Config): Ownership {
  const { ownerUids, labels, templateLabels } = deployment
  if (ownerUids.includes(owner.uid) || isAdrift(deployment, owner)) return 'ours'
  if (labels[MANAGED_BY] === FIELD_MANAGER) return 'another release'
  return ownerUids.length === 0 && selects(config.placeholderSelector, templateLabels) ? 'predecessor' : 'somebody'
}

/** Ours by intent, name and namespace, but its owner was taken off: backup tools and `kubectl replace` do that. */
const isAdrift = (
  { name, namespace, ownerUids, annotations, poolLabel }: PlaceholderDeployment,
  owner: Owner,
): boolean =>
  ownerUids.length === 0 &&
  annotations[INTENT] !== undefined &&
  namespace === owner.namespace &&
  poolLabel !== undefined &&
  name === deploymentName(poolLabel)

const REFUSALS: Readonly<Partial<Record<Ownership, string>>> = {
  'another release': 'belongs to another Warmseats release; rename the pool here or remove the other release',
  somebody: 'is not ours and carries no placeholder labels; rename the pool or remove the Deployment',
}

/** What others made is refused, not overwritten; what is being deleted will soon be in nobody's way. */
export function whyRefused(deployment: PlaceholderDeployment, owner: Owner, config: Config): Problem | undefined {
  const text = REFUSALS[ownershipOf(deployment, owner, config)]
  if (text === undefined || deployment.deleting) return undefined
  return problem(`Deployment ${deployment.namespace}/${deployment.name}`, text)
}
