import { compare } from '../../order.ts'
import type { RawConfigMap } from '../../scheduling/kubernetes-object.ts'
import { Notes } from './notes.ts'
import { nothingIn, type ProfilesReading, readProfiles } from './read.ts'
import { bySourceOrder, PROFILES_KEY } from './read-file.ts'

/** A ConfigMap of the cluster, with what its profiles are. */
export interface ProfilesConfigMap {
  readonly name: string
  readonly namespace: string
  readonly uid: string
  /** How messages call it. */
  readonly source: string
  readonly reading: ProfilesReading
}

/** Marks the ConfigMaps that hold profiles, beside the one that is known by its name. */
export const PROFILES_LABEL = 'jupyterhub.opendatahub.io/user=profile'

/** @param home the namespace whose ConfigMaps messages call by their name alone */
export function profilesConfigMap(
  { metadata = {}, data = {} }: RawConfigMap,
  home: string,
): ProfilesConfigMap | undefined {
  const { name, namespace = '', uid } = metadata
  if (!name || !uid) return undefined
  const source = `ConfigMap ${namespace === home ? name : `${namespace}/${name}`}`
  const text = data[PROFILES_KEY]
  return { name, namespace, uid, source, reading: text === undefined ? withoutKey(source) : readProfiles(text, source) }
}

function withoutKey(source: string): ProfilesReading {
  const notes = new Notes(source)
  notes.error(['data', PROFILES_KEY], 'is missing, so that it gives no profiles')
  return nothingIn(notes)
}

/** The order in which they count; of one name those of the home namespace first. */
export const inSourceOrder = (all: Iterable<ProfilesConfigMap>, home: string): ProfilesConfigMap[] => {
  const rank = ({ namespace }: ProfilesConfigMap) => `${namespace === home ? 0 : 1} ${namespace}`
  return [...all].toSorted((a, b) => bySourceOrder(a.name, b.name) || compare(rank(a), rank(b)))
}
