import { OAuth2Client } from 'google-auth-library'
import type { Node } from '../../../../src/domain/cluster/node.ts'
import { type NodeSpec, node } from '../../../support/node.ts'
import { PROJECT } from './compute-wire.ts'

/** Credentials that no one but the test's server takes. */
export function token() {
  const client = new OAuth2Client()
  client.setCredentials({ access_token: 'test', expiry_date: Number.MAX_SAFE_INTEGER })
  return client
}

export const gceNode = (name: string, zone = 'zone-a', more: Omit<NodeSpec, 'name'> = {}): Node => ({
  ...node({ name, ...more }),
  providerId: `gce://${PROJECT}/${zone}/${name}`,
})
