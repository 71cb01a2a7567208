import type { PlaceholderAction } from '../domain/act/action.ts'
import type { Effect } from '../domain/act/effect.ts'
import { FIELD_MANAGER } from '../domain/cluster/deployment.ts'
import { given } from '../domain/given.ts'
import { lentPlace } from '../domain/lent/lent.ts'
import type { Api } from '../kubernetes/api.ts'
import { objectPath, pathUnder } from '../kubernetes/api-path.ts'

type Scale = Extract<PlaceholderAction, { readonly type: 'scale' }>

/** By it a count that was given back is told from one that is ours. */
const RETURNED = 'warmseats-give-back'

/**
 * Writes the count of an object that is lent to us, onto the version that was seen, through its subresource `scale`: whoever may do that
 * can change nothing else of it.
 * @throws ApiError, ConnectionError
 */
export async function scaleLent(
  kubernetes: Api,
  {
    lent,
    reason,
    namespace,
    to,
    resourceVersion,
  }: Pick<Scale, 'lent' | 'reason' | 'namespace' | 'to' | 'resourceVersion'>,
): Promise<Effect> {
  const path = pathUnder(objectPath(lentPlace(lent, namespace)), 'scale')
  const patch = { metadata: { resourceVersion }, spec: { replicas: to } }
  const fieldManager = reason === 'return' ? RETURNED : FIELD_MANAGER
  const { metadata } = await kubernetes.mergePatch(path, patch, { fieldManager })
  return { at: 'done', ...given({ version: metadata?.resourceVersion }) }
}
