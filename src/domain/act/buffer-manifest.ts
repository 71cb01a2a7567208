import { BUFFER_GROUP } from '../buffer/buffer.ts'
import type { Owner } from '../decide/observed.ts'
import type { Size } from '../room/size.ts'
import type { Config, PoolConfig } from '../settings/config.ts'
import { type Manifest, manifestOf } from './manifest.ts'

/** A CapacityBuffer as we send it, and what a placeholder of it would be. */
export interface BufferManifests {
  readonly template: {
    readonly apiVersion: 'v1'
    readonly kind: 'PodTemplate'
    readonly metadata: Omit<Manifest['metadata'], 'annotations'>
    readonly template: Manifest['spec']['template']
  }
  readonly buffer: {
    readonly apiVersion: string
    readonly kind: 'CapacityBuffer'
    readonly metadata: Manifest['metadata'] & { readonly uid?: string }
    readonly spec: { readonly podTemplateRef: { readonly name: string }; readonly replicas: number }
  }
}

/**
 * A pool's CapacityBuffer as we want it: room for so many of the placeholders that a Deployment would have, but that they bring no
 * images, since none of them ever runs. Nothing beside `replicas` says how many: how several say it together has changed between versions.
 */
export function bufferManifests(
  pool: PoolConfig,
  config: Config,
  owner: Owner,
  size: Size,
  replicas: number,
  version: string,
): BufferManifests {
  const { metadata, spec } = manifestOf(pool, config, owner, size, replicas)
  const { annotations: _, ...named } = metadata
  return {
    template: { apiVersion: 'v1', kind: 'PodTemplate', metadata: named, template: spec.template },
    buffer: {
      apiVersion: `${BUFFER_GROUP}/${version}`,
      kind: 'CapacityBuffer',
      metadata,
      spec: { podTemplateRef: { name: metadata.name }, replicas },
    },
  }
}
