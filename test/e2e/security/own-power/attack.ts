/** What somebody who has the controller's token tries with it. */
import type { Api } from '../../../cluster/index.ts'

/** One request with that token, and why it is refused. */
export interface Attack {
  readonly what: string
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** Of a PATCH; a merge patch unless said. */
  readonly type?: string
  readonly refused: RegExp
}

/** The same with what the controller itself writes: it goes through. */
export type Work = Omit<Attack, 'refused'>

export const HUB = 'hub'
export const STATE = 'warmseats-state'
export const pods = `/api/v1/namespaces/${HUB}/pods`
export const configMaps = `/api/v1/namespaces/${HUB}/configmaps`
export const secrets = `/api/v1/namespaces/${HUB}/secrets`
export const deployments = `/apis/apps/v1/namespaces/${HUB}/deployments`
export const leases = `/apis/coordination.k8s.io/v1/namespaces/${HUB}/leases`
export const events = `/apis/events.k8s.io/v1/namespaces/${HUB}/events`
export const webhook = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/warmseats'

/** The words of the refusal; what goes through changes nothing, and gives undefined. */
export async function refusalOf(client: Api, { method, path, body, type }: Work): Promise<string | undefined> {
  try {
    await client.json(method, `${path}?dryRun=All`, body, type)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
