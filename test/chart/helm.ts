/** Renders the chart with the real helm, 3 and 4, and reads what comes out as objects. Needs no cluster. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { dump, load, loadAll } from 'js-yaml'
import { controlPlane } from '../cluster/index.ts'
import { findControlPlane } from '../cluster/programs/control-plane.ts'
import { run } from '../cluster/run.ts'

export const CHART = join(import.meta.dirname, '../../chart')
export const HELMS = [3, 4] as const
export type HelmVersion = (typeof HELMS)[number]

/** A Kubernetes object as rendered; `at` reads below the top. */
export interface Rendered {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
}

export interface Rendering {
  readonly objects: readonly Rendered[]
  /** The only object of a kind, or the one with that name; throws when there is none or there are several. */
  one(kind: string, name?: string): Rendered
  /** The text of the controller's config file. */
  readonly config: string
}

export interface RenderOptions {
  readonly release?: string
  readonly namespace?: string
  readonly chart?: string
  /** As a person writes them: YAML, or the same as an object. */
  readonly values?: string | object
  readonly args?: readonly string[]
}

/** false, or why tests with helm cannot run here. With CI=true what is missing is built, or it throws. */
export async function skipWithoutHelm(): Promise<false | string> {
  const { files } = findControlPlane()
  if (HELMS.every((version) => files.has(`helm${version}`))) return false
  if (process.env.CI === 'true') return (await controlPlane()).skip
  return 'helm is not built here: npm run cluster:build'
}

/** Returns helm's stdout; rejects with its stderr. */
export function helm(version: HelmVersion, args: readonly string[], input?: string): Promise<string> {
  const path = findControlPlane().files.get(`helm${version}`)
  if (path === undefined) throw new Error(`helm ${version} is not built: npm run cluster:build`)
  const kept = Object.entries(process.env).filter(([name]) => !/^(HELM_|KUBE)/.test(name))
  return run(path, args, { env: { ...Object.fromEntries(kept), KUBECONFIG: '/dev/null' }, input })
}

export async function render(version: HelmVersion, options: RenderOptions = {}): Promise<Rendering> {
  const text = await helm(version, ['template', ...argsOf(options)], textOf(options.values))
  const documents: readonly unknown[] = loadAll(text)
  const objects = documents.filter((document) => document) as readonly Rendered[]
  const one = (kind: string, name?: string): Rendered => {
    const found = objects.filter(
      (object) => object.kind === kind && (name ?? object.metadata.name) === object.metadata.name,
    )
    const [only] = found
    if (!only || found.length > 1) throw new Error(`${found.length} × ${kind} ${name ?? ''} in\n${text}`)
    return only
  }
  return {
    objects,
    one,
    get config() {
      const configs = objects.filter((object) => object.kind === 'ConfigMap' && at(object, 'data', 'config.yaml'))
      return String(at(configs[0], 'data', 'config.yaml'))
    },
  }
}

/** Why helm refuses these values. */
export async function refusal(version: HelmVersion, options: RenderOptions): Promise<string> {
  try {
    await helm(version, ['template', ...argsOf(options)], textOf(options.values))
  } catch (error) {
    return (error as Error).message
  }
  throw new Error(`helm ${version} took it`)
}

/** The values that a refusal shows: from a key of the top level to the end of its block. */
export const shownIn = (said: string, key: string): string =>
  new RegExp(`\n(${key}:\n(?: .*\n?)*)`).exec(said)?.[1] ?? ''

/** What `helm install` would print. (`helm template` does not show it, and helm 3 asks a cluster for it.) */
export async function notes(version: HelmVersion, options: RenderOptions = {}): Promise<string> {
  const chart = copyOfChart()
  const template = 'notes: {{ include (print .Template.BasePath "/NOTES.txt") . | toJson }}\n'
  writeFileSync(join(chart, 'templates/the-notes.yaml'), template)
  const args = ['template', ...argsOf({ ...options, chart }), '--show-only', 'templates/the-notes.yaml']
  const text = await helm(version, args, textOf(options.values))
  return (load(text) as { notes: string }).notes
}

export interface UmbrellaOptions {
  readonly alias?: string
  readonly condition?: string
  readonly tags?: readonly string[]
}

/** A chart that has ours as a dependency, like the repositories of those who run a hub. */
export function umbrella({ alias, condition, tags }: UmbrellaOptions = {}): string {
  const chart = temporaryFolder()
  mkdirSync(join(chart, 'charts'))
  cpSync(CHART, join(chart, 'charts/warmseats'), { recursive: true })
  const dependency = { name: 'warmseats', version: '>=0.0.0', repository: '', alias, condition, tags }
  writeFileSync(
    join(chart, 'Chart.yaml'),
    dump({ apiVersion: 'v2', name: 'umbrella', version: '1.0.0', dependencies: [dependency] }, { skipInvalid: true }),
  )
  return chart
}

function copyOfChart(): string {
  const folder = join(temporaryFolder(), 'warmseats')
  cpSync(CHART, folder, { recursive: true })
  return folder
}

const temporaryFolders: string[] = []

after(() => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true })
})

/** Removed when the tests of the file are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'warmseats-chart-'))
  temporaryFolders.push(folder)
  return folder
}

function argsOf({ release = 'hub', namespace = 'jhub', chart = CHART, args = [] }: RenderOptions): readonly string[] {
  return [release, chart, '--namespace', namespace, '--values', '-', ...args]
}

const textOf = (values: string | object = {}) => (typeof values === 'string' ? values : JSON.stringify(values))

/** What stands at a path of keys and indices; undefined when something on the way is missing. */
export function at(value: unknown, ...path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string | number, unknown>)[key] : undefined,
    value,
  )
}

type Path = readonly (string | number)[]

/** What stands at a path below the pods' spec of a Deployment, and below its only container. */
export const podSpec = (deployment: Rendered, ...path: Path): unknown =>
  at(deployment, 'spec', 'template', 'spec', ...path)
export const container = (deployment: Rendered, ...path: Path): unknown => podSpec(deployment, 'containers', 0, ...path)
