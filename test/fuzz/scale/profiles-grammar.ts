import { knownProfiles } from '../../../src/domain/profiles/known/known.ts'
import { mergeProfiles } from '../../../src/domain/profiles/merging/merge.ts'
import { profilesConfigMap } from '../../../src/domain/profiles/reading/config-map.ts'
import { MAX_LENGTH } from '../../../src/domain/profiles/reading/document.ts'
import { NO_PROFILES } from '../../../src/domain/profiles/reading/profile.ts'
import { PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import { atHome } from '../../support/profiles.ts'
import { type Grammar, list, long, MB, times } from './grammar.ts'
import { inSteps } from './in-one.ts'
import { anchors } from './yaml.ts'

const NOTHING = { set: NO_PROFILES, problems: [], places: new Map() }

const KNOBS = {
  ...{ profiles: 2, everybody: 1, name: 8, users: 1, images: 1, env: 2, value: 8, references: 0, volumes: 1 },
  ...{ path: 4, tolerations: 1, terms: 1, expressions: 1, resources: 2, quantity: 3, services: 1, templates: 1 },
  ...{ configuration: 1, returned: 1, returnedPath: 4, sizes: 1, gpuTypes: 1, unknown: 0, wrong: 0, aliases: 0 },
  ...{ merges: 0, laughs: 0, depth: 0, comments: 0, documents: 0, tags: 0, blankLines: 0 },
} as const

type Profiles = Readonly<Record<keyof typeof KNOBS, number>>

/** A ConfigMap of profiles, as the admins of a course write it. */
export const profilesGrammar: Grammar = {
  name: 'profiles',
  knobs: KNOBS,
  mostBytes: MAX_LENGTH,
  keptBytes: MB,
  // Only who may write ConfigMaps there writes it, and it is read once for each version: 10,000 values take 30 to 80 ms.
  patience: 2,
  make: (sizes, text) => {
    const all = sizes as Profiles
    text.add(long('\n', all.blankLines))
    text.times(all.comments, () => '# of the course\n')
    text.add(anchors(all))
    text.add('profiles:\n')
    text.times(all.profiles, (n) => profileOf(n, all))
    text.add('sizes:\n')
    text.times(all.sizes, (n) => `  - {name: s${n}, resources: {requests: {memory: 1Gi}}}\n`)
    text.add('gpuTypes:\n')
    text.times(all.gpuTypes, (n) => `  - {type: g${n}, node_tolerations: [{key: k${n}, operator: Exists}]}\n`)
    text.times(all.unknown, (n) => `unknown${n}: 1\n`)
    text.add(`deep: ${long('[', all.depth)}${long(']', all.depth)}\n`)
    text.times(all.tags, (n) => `t${n}: !t${n} 1\n`)
    text.times(all.documents, () => '---\n{}\n')
  },
  read: (text) =>
    inSteps((step) => {
      const metadata = { name: 'course', namespace: 'hub', uid: 'u' }
      const configMap = step(() => profilesConfigMap({ metadata, data: { [PROFILES_KEY]: text } }, 'hub'))
      if (configMap === undefined) throw new Error('it is no ConfigMap')
      const known = step(() => knownProfiles([configMap], NOTHING, atHome()))
      const merged = step(() => mergeProfiles(known.set, { user: 'u0', image: 'i0', size: 's0' }))
      const refused = known.problems.some(({ path }) => path === '')
      return { kept: [known, merged.problems], verdict: refused ? 'refused' : 'read' }
    }),
}

function profileOf(n: number, all: Profiles): string {
  const names = (count: number, kind: string) => `[${list(count, (at) => `${kind}${at + n}`)}]`
  const ofAll = n % Math.max(1, Math.round(2 / Math.max(1, all.everybody))) === 0
  return [
    `  - name: p${n}${long('p', Math.max(0, all.name - 4))}`,
    ...(ofAll ? [] : [`    users: ${names(all.users, 'u')}`]),
    `    images: ${ofAll ? '["*"]' : names(all.images, 'i')}`,
    ...(all.merges > 0 ? [`    env: {<<: [${list(all.merges, () => '*a')}]}`] : [envOf(all)]),
    `    volumes: [${list(all.volumes, (at) => `{name: v${at}, persistentVolumeClaim: {claimName: c}, mountPath: "${long('/a', all.path)}${at}"}`)}]`,
    `    node_tolerations: [${list(all.tolerations, (at) => `{key: k${at}, operator: Exists}`)}]`,
    `    node_affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${list(all.terms, () => `{matchExpressions: [${list(all.expressions, (at) => `{key: k${at}, operator: Exists}`)}]}`)}]}}`,
    `    resources: {requests: {${list(all.resources, (at) => `${['memory', 'cpu'][at] ?? `x.org/r${at}`}: "${long('9', all.quantity)}"`)}}}`,
    `    services: {${list(all.services, (at) => serviceOf(at, all))}}`,
    `${times(all.wrong, (at) => `    bad${at}: {a: 1}\n`)}    gpu: 1\n`,
  ].join('\n')
}

const envOf = ({ env, value, references }: Profiles): string =>
  `    env: {${list(env, (at) => `E${at}: "${long('v', value)}${times(references, (to) => `$(E${(at + to) % Math.max(1, env)})`)}"`)}}`

const serviceOf = (at: number, { templates, configuration, returned, returnedPath }: Profiles): string =>
  `s${at}: {resources: [${list(templates, (n) => `{name: t, path: p${n}}`)}], configuration: {${list(configuration, (n) => `c${n}: 1`)}}, ` +
  `return: {${list(returned, (n) => `R${n}: "metadata${long('.a', returnedPath)}"`)}}}`
