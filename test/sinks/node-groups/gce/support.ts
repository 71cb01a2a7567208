import { auth } from '@googleapis/compute'
import type { Node } from '../../../../src/domain/cluster/node.ts'
import { type NodeSpec, node } from '../../../support/node.ts'
import { PROJECT } from './compute-wire.ts'

/** Credentials that no one but the test's server takes. */
export function token() {
  const client = new auth.OAuth2()
  client.setCredentials({ access_token: 'test', expiry_date: Number.MAX_SAFE_INTEGER })
  return client
}

export const gceNode = (name: string, zone = 'zone-a', more: Omit<NodeSpec, 'name'> = {}): Node => ({
  ...node({ name, ...more }),
  providerId: `gce://${PROJECT}/${zone}/${name}`,
})
