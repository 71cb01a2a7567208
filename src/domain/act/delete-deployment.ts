import type { PlaceholderDeployment } from '../cluster/deployment.ts'
import type { PlaceholderAction } from './action.ts'

type DeleteDeployment = Extract<PlaceholderAction, { type: 'delete deployment' }>

/** Deletes the Deployment that was seen, and no later one of its name. */
export const deleteDeployment = (
  { name, namespace, uid, resourceVersion }: PlaceholderDeployment,
  pool: string,
  reason: DeleteDeployment['reason'],
  because: string,
): DeleteDeployment => ({ type: 'delete deployment', pool, reason, name, namespace, uid, resourceVersion, because })

/** Deleted now, made anew when it is gone. */
export const replaceDeployment = (
  deployment: PlaceholderDeployment,
  pool: string,
  reason: 'takeover' | 'replaced',
  cause: string,
): DeleteDeployment => deleteDeployment(deployment, pool, reason, `${cause}; it is replaced once`)
