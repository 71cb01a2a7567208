import type { Node } from '../../../domain/cluster/node.ts'
import type { Zone } from './compute-engine.ts'

/** The instance behind a node. */
export interface Place extends Zone {
  readonly instance: string
  /** The node's name. */
  readonly node: string
}

/** Reads `spec.providerID`, `gce://project/zone/name`; undefined: the node is not of Compute Engine. */
export function placeOf({ name, providerId = '' }: Node): Place | undefined {
  // A project of a domain has a colon in its name: `example.com:hub`.
  const [, project, zone, instance] = /^gce:\/\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(providerId) ?? []
  return project && zone && instance ? { project, zone, instance, node: name } : undefined
}

export const sameZone = (a: Zone, b: Zone): boolean => a.project === b.project && a.zone === b.zone
