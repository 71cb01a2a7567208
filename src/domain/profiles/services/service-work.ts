import type { EnvVar } from '../reading/profile.ts'
import { type ObjectsFor, type ObjectsReading, readObjects } from './objects.ts'
import { readReturned } from './returned.ts'
import { type Engine, renderTemplate, type Variables } from './template.ts'

/** A template, for one user. */
export interface TemplateRequest {
  readonly template: string
  readonly variables: Variables
  readonly objects: ObjectsFor
}

/** What a service gives its user's server, of the objects that were made. */
export interface ReturnRequest {
  readonly made: readonly object[]
  /** JSONPaths by the names of variables. */
  readonly paths: Readonly<Record<string, string>>
}

export type Variable = { readonly name: string; readonly value: string } & EnvVar

export type VariablesReading =
  | { readonly at: 'found'; readonly env: readonly Variable[] }
  | { readonly at: 'refused'; readonly text: string }

/**
 * What of a service an author has written and we compute. It is done where it costs nobody else anything, however long it
 * would take. Neither rejects; without time left it is refused.
 */
export interface ServiceWork {
  readonly makeObjects: (request: TemplateRequest, signal: AbortSignal) => Promise<ObjectsReading>
  readonly readVariables: (request: ReturnRequest, signal: AbortSignal) => Promise<VariablesReading>
}

/** A template as objects. Never throws. */
export function makeObjects({ template, variables, objects }: TemplateRequest, engine: Engine): ObjectsReading {
  const rendering = renderTemplate(template, variables, engine)
  if (rendering.at === 'rendered') return readObjects(rendering.text, objects)
  const { line, text } = rendering
  return { at: 'refused', text: line === undefined ? text : `line ${line}: ${text}` }
}

/** What all paths find. Never throws. */
export function readVariables({ made, paths }: ReturnRequest): VariablesReading {
  const env: Variable[] = []
  for (const [name, path] of Object.entries(paths)) {
    const returned = readReturned(made, path)
    if (returned.at === 'refused') return { at: 'refused', text: `return.${name}: ${returned.text}` }
    env.push({ name, value: returned.value })
  }
  return { at: 'found', env }
}
