import { isMap } from '../../parsed.ts'
import { userLabel } from '../escape.ts'
import { OBJECT_NAME } from '../object-name.ts'
import { sayPath } from '../path.ts'
import { readDocuments } from '../reading/document.ts'
import type { RawMap } from '../reading/read-settings.ts'
import { LONGEST_LABEL, objectNameFor } from './service-name.ts'

/** On each object of a service: whose it is. Without it an object is somebody else's, and is never changed. */
export const SERVICE_OF_LABEL = 'warmseats.io/service-of'

/** An object as it is sent to the API server. */
export interface ServiceObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: RawMap & {
    readonly name: string
    readonly namespace: string
    readonly labels: Readonly<Record<string, string>>
  }
}

export type ObjectsReading =
  | { readonly at: 'read'; readonly objects: readonly ServiceObject[] }
  | { readonly at: 'refused'; readonly text: string }

export interface ObjectsFor {
  readonly user: string
  /** Of the user's pod. */
  readonly namespace: string
  /** Added to each object; they win over the template's. */
  readonly labels: Readonly<Record<string, string>>
}

/** A rendered template as objects, one a document; each gets the user into its name. Never throws. */
export function readObjects(rendered: string, options: ObjectsFor): ObjectsReading {
  const reading = readDocuments(rendered)
  if (reading.at === 'refused') {
    const line = reading.line === undefined ? '' : ` (line ${reading.line} of what it renders)`
    return refused(`what it renders ${reading.text}${line}`)
  }
  const documents = reading.documents.filter(({ typed }) => typed !== null)
  const [key] = documents.flatMap(({ forbidden }) => forbidden)
  if (key) return refused(`what it renders has the key \`${sayPath(key)}\`, which is not allowed`)
  if (documents.length === 0) return refused('it renders nothing')
  const objects: ServiceObject[] = []
  for (const [at, { typed }] of documents.entries()) {
    const read = readObject(typed, options)
    if (typeof read === 'string') return refused(`${documents.length > 1 ? `document ${at + 1}: ` : ''}${read}`)
    objects.push(read)
  }
  return { at: 'read', objects }
}

const refused = (text: string): ObjectsReading => ({ at: 'refused', text })

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** @returns what is wrong with it, when something is */
function readObject(value: unknown, { user, namespace, labels }: ObjectsFor): ServiceObject | string {
  if (!isMap(value)) return `it renders ${sayKind(value)}, not an object with apiVersion, kind and metadata`
  const { apiVersion, kind, metadata } = value
  if (!isText(apiVersion) || !/^([-.a-z0-9]+\/)?v[a-z0-9]+$/.test(apiVersion))
    return 'what it renders has no apiVersion, such as `v1`'
  if (!isText(kind)) return 'what it renders has no kind'
  if (Array.isArray(value.items)) return `it renders a ${kind}; write its items as documents of their own (\`---\`)`
  if (!isMap(metadata) || !isText(metadata.name)) return `the ${kind} that it renders has no metadata.name`
  const name = objectNameFor(metadata.name, user)
  const wrong = wrongName(apiVersion, kind, name)
  if (wrong) return `the ${kind} that it renders cannot be called \`${name.slice(0, MOST_SAID)}\`: ${wrong}`
  if (metadata.namespace !== undefined && metadata.namespace !== namespace)
    return `the ${kind} that it renders is for the namespace \`${String(metadata.namespace)}\`; services live beside their user's pod, in \`${namespace}\``
  if (metadata.ownerReferences !== undefined)
    return `the ${kind} that it renders has ownerReferences; it belongs to the user's server, leave them out`
  if (metadata.labels !== undefined && metadata.labels !== null && !isMap(metadata.labels))
    return `the labels of the ${kind} that it renders are no map`
  return {
    ...value,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      name,
      namespace,
      labels: {
        ...(metadata.labels as Readonly<Record<string, string>> | null | undefined),
        ...labels,
        [SERVICE_OF_LABEL]: userLabel(user),
      },
    },
  }
}

const MOST_SAID = 100

/** Their names are a part of host names: a label, not several with dots between them. */
const LABELS = new Set(['v1 Service'])

function wrongName(apiVersion: string, kind: string, name: string): string | undefined {
  if (!OBJECT_NAME.test(name)) return 'a name has small letters, digits, `-` and `.`, and begins and ends with no sign'
  if (LABELS.has(`${apiVersion} ${kind}`) && (name.includes('.') || name.length > LONGEST_LABEL))
    return `the name of a ${kind} has no \`.\` and at most ${LONGEST_LABEL} characters`
  return undefined
}

const sayKind = (value: unknown): string =>
  Array.isArray(value) ? 'a list' : `the text \`${String(value).slice(0, 40)}\``
