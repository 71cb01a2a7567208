import type { Shield } from '../domain/act/shields.ts'
import { IMAGES_LABEL, IMAGES_PULLING } from '../domain/cluster/pod.ts'
import type { Api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { ApiError } from '../kubernetes/errors.ts'

/** Labels placeholders, or takes the label from them; one that is gone meanwhile needs none. @throws ApiError */
export async function writeShields(kubernetes: Api, shields: readonly Shield[]): Promise<void> {
  await Promise.all(shields.map((one) => writeShield(kubernetes, one)))
}

async function writeShield(kubernetes: Api, { name, namespace, uid, shielded }: Shield): Promise<void> {
  const labels = { [IMAGES_LABEL]: shielded ? IMAGES_PULLING : null }
  try {
    await kubernetes.mergePatch(apiPath`/api/v1/namespaces/${namespace}/pods/${name}`, { metadata: { uid, labels } })
  } catch (error) {
    // Another pod has the name by now, or none.
    if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 409)) throw error
  }
}
