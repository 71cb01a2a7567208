/**
 * The one place where values become a part of a path of the Kubernetes API. Each is encoded as one segment, so that a name
 * such as `../secrets/hub` or `x?dryRun=` stays the name of what it was meant for, and what no encoding helps is refused.
 */

/** A name that cannot stand in a path: every server and proxy on the way would read it as another place. */
export class NotInPath extends Error {
  constructor(value: string) {
    const said = value === '' ? 'an empty name' : `the name \`${value}\``
    super(`${said} is none of the Kubernetes API; write one of small letters, digits, \`-\` and \`.\``)
  }
}

/**
 * apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`: what stands in the text is taken as it is, values are encoded.
 * @throws NotInPath for `.`, `..` and nothing
 */
export const apiPath = (texts: TemplateStringsArray, ...values: readonly string[]): string =>
  String.raw({ raw: texts }, ...values.map(segment))

/** A path with further segments behind it. @throws NotInPath */
export const pathUnder = (path: string, ...values: readonly string[]): string =>
  [path, ...values.map(segment)].join('/')

export interface Collection {
  /** '' is the core group. */
  readonly group: string
  readonly version: string
  /** Plural, as discovery names it. */
  readonly resource: string
  /** undefined: of the whole cluster. */
  readonly namespace?: string | undefined
}

/** Where all objects of a kind are. @throws NotInPath */
export function collectionPath({ group, version, resource, namespace }: Collection): string {
  const root = versionPath(group, version)
  return namespace === undefined ? pathUnder(root, resource) : pathUnder(root, 'namespaces', namespace, resource)
}

/** Where one object of a kind is. @throws NotInPath */
export const objectPath = ({ name, ...collection }: Collection & { readonly name: string }): string =>
  pathUnder(collectionPath(collection), name)

/** Where the API server says which kinds a version of a group has. @param group '' is the core group @throws NotInPath */
export const versionPath = (group: string, version: string): string =>
  group === '' ? apiPath`/api/${version}` : apiPath`/apis/${group}/${version}`

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw new NotInPath(value)
  // A colon may stand in a segment, and does: `services/http:hub:8080/proxy`.
  return encodeURIComponent(value).replaceAll('%3A', ':')
}
