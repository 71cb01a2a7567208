import { given } from '../given.ts'
import { sayInstant } from '../instant.ts'
import type { KnownProfiles } from '../profiles/known/known.ts'
import type { ProfileProblem } from '../profiles/reading/notes.ts'
import type { Profile } from '../profiles/reading/profile.ts'

/** Singleuser profiles: what counts, and where it comes from. */
export interface ProfilesView {
  /** False: the sources have not been read yet. */
  readonly isRead: boolean
  readonly profiles: readonly ProfileView[]
  readonly sizes: readonly string[]
  readonly sources: readonly SourceView[]
  /** Of the certificate that the webhook serves; missing: there is none yet. */
  readonly certificateValidUntil?: string
}

export interface ProfileView {
  readonly name: string
  readonly source: string
  readonly line?: number
  /** How many users it is for; missing: everybody. No names. */
  readonly users?: number
  /** Missing: all. */
  readonly images?: readonly string[]
}

/** A ConfigMap, or the values, with what of it is refused. */
export interface SourceView {
  readonly source: string
  /** The only one whose pods it is for; missing: it is for all. */
  readonly namespace?: string
  readonly profiles: number
  readonly problems: readonly {
    readonly level: 'error' | 'warning'
    /** `profiles[2].env[0].value`; empty for the whole source. */
    readonly path: string
    readonly line?: number
    readonly text: string
  }[]
}

export interface ProfilesInput {
  readonly profiles: KnownProfiles | undefined
  readonly certificateValidUntilMs: number | undefined
}

export function profilesOf({ profiles: known, certificateValidUntilMs }: ProfilesInput): ProfilesView {
  const { profiles = [], sizes = [] } = known?.set ?? {}
  return {
    isRead: known !== undefined,
    profiles: profiles.map(profileOf),
    sizes: sizes.map(({ name }) => name),
    sources: known ? sourcesOf(known) : [],
    ...given({
      certificateValidUntil: certificateValidUntilMs === undefined ? undefined : sayInstant(certificateValidUntilMs),
    }),
  }
}

const profileOf = ({ name, origin, users, images }: Profile): ProfileView => ({
  name: name || 'without a name',
  source: origin.source,
  ...given({
    line: origin.line,
    users: isAll(users) ? undefined : new Set(users).size,
    images: isAll(images) ? undefined : images,
  }),
})

const isAll = (names: readonly string[]) => names.length === 0 || names.includes('*')

/** In the order in which they count; the values last. */
function sourcesOf({ set, problems, configMaps, inNamespace }: KnownProfiles): SourceView[] {
  const counts = Map.groupBy(set.profiles, ({ origin }) => origin.source)
  const wrong = Map.groupBy(problems, ({ source }) => source)
  const names = new Set([...configMaps.map(({ source }) => source), ...counts.keys(), ...wrong.keys()])
  const elsewhere = new Map(
    configMaps.flatMap(({ source, namespace }) => (inNamespace.has(namespace) ? [[source, namespace]] : [])),
  )
  return [...names].map((source) => ({
    source,
    ...given({ namespace: elsewhere.get(source) }),
    profiles: counts.get(source)?.length ?? 0,
    problems: (wrong.get(source) ?? []).map(problemOf),
  }))
}

const problemOf = ({ level, path, line, text }: ProfileProblem) => ({
  level,
  path,
  ...given({ line }),
  text,
})
