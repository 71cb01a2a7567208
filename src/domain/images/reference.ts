/** An image's name in its parts: the reference grammar of the distribution project, by which every runtime reads it. */
import { given } from '../given.ts'

export interface Reference {
  /** Host, and port where there is one, in small letters: `docker.io`, `registry.example.edu:5000`. */
  readonly registry: string
  /** `library/python`, `hub/exam`. */
  readonly path: string
  readonly tag?: string
  /** With its algorithm: `sha256:…`. Where there is one, the tag says nothing. */
  readonly digest?: string
}

const DEFAULT_REGISTRY = 'docker.io'
/** No name, but an entry of a list: `docker.io/*` is all of that registry, and not its own images alone. */
const ALL = '*'
/** Of registry and path together. */
const LONGEST_NAME = 255

const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:]+\\])(?::\\d{1,5})?$`)
const COMPONENT = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*'
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`)
const TAG = /^\w[\w.-]{0,127}$/
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

/** The parts of a name as they stand, whether or not they may stand there; the registry and the path as runtimes complete them. */
export function partsOf(name: string): Reference {
  const [tagged = '', ...digest] = name.split('@')
  const tag = /:[^/:\]]*$/.exec(tagged)?.[0]
  const parts = (tag === undefined ? tagged : tagged.slice(0, -tag.length)).split('/')
  const [first = '', ...others] = parts
  const isHost = others.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost')
  const registry = isHost ? first.toLowerCase().replace(/^index\.(?=docker\.io$)/, '') : DEFAULT_REGISTRY
  const path = (isHost ? others : parts).join('/')
  return {
    registry,
    path: registry === DEFAULT_REGISTRY && !path.includes('/') && path !== ALL ? `library/${path}` : path,
    ...given({ tag: tag?.slice(1), digest: digest.length > 0 ? digest.join('@') : undefined }),
  }
}

/** @returns undefined: no runtime takes it for the name of an image */
export function referenceOf(name: string): Reference | undefined {
  if (name.length > 2 * LONGEST_NAME) return undefined
  const parts = partsOf(name)
  const { registry, path, tag, digest } = parts
  const isOne =
    registry.length + path.length < LONGEST_NAME &&
    REGISTRY.test(registry) &&
    PATH.test(path) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest))
  return isOne ? parts : undefined
}
