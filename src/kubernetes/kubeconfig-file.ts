/**
 * Reads kubeconfig files as kubectl does into client-node's KubeConfig, whose auth plugins (exec, oidc, tokens, client
 * certificates) do the rest. Of several files the first to name a thing wins, and those that do not exist are skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import type { RequestOptions } from 'node:https'
import { delimiter, dirname, isAbsolute, join } from 'node:path'
import { type Cluster, type Context, KubeConfig, type User } from '@kubernetes/client-node'
import { load, YAMLException } from 'js-yaml'
import { isMap, yamlMistake } from '../domain/parsed.ts'
import { ConnectionError } from './connection-error.ts'
import type { Coordinates, Proof, TlsMaterial } from './coordinates.ts'

/**
 * @param wanted a context; default the current one
 * @throws ConnectionError `credentials`
 */
export function fromKubeconfigs(files: readonly string[], wanted?: string): Coordinates {
  const [config, source] = [readKubeconfigs(files), files.join(delimiter)]
  if (wanted !== undefined) config.setCurrentContext(wanted)
  const name = config.getCurrentContext()
  const context = name ? config.getContextObject(name) : null
  if (!context) {
    const known = config.getContexts().map((each) => `"${each.name}"`)
    const missing = name ? `has no context "${name}"` : 'has no current context'
    throw refused(`${source} ${missing}; it has ${known.length > 0 ? known.join(', ') : 'none at all'}`)
  }
  const cluster = config.getCluster(context.cluster)
  if (!cluster) throw refused(`${source}: context "${name}" names the cluster "${context.cluster}", which is not there`)
  if (!URL.canParse(cluster.server)) throw refused(`${source}: the cluster's server is no URL: "${cluster.server}"`)
  return { source, context, cluster, prove: () => prove(config, cluster) }
}

const refused = (message: string): ConnectionError => new ConnectionError('credentials', message)

async function prove(config: KubeConfig, cluster: Cluster): Promise<Proof> {
  // Without a user client-node would also leave out the CA.
  if (!config.getCurrentUser()) config.loadFromClusterAndUser(cluster, { name: 'anonymous' })
  const options: RequestOptions = {}
  await config.applyToHTTPSOptions(options)
  const { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized } = options
  const tls = { ca, cert, key, pfx, passphrase, servername, rejectUnauthorized }
  return { headers: headersOf(options), tls: definedOnly(tls) }
}

function headersOf({ headers, auth }: RequestOptions): Record<string, string> {
  const all: Record<string, string> = {}
  if (auth) all.authorization = `Basic ${Buffer.from(auth).toString('base64')}`
  // A token file may end in a newline, which no header may.
  for (const [name, value] of Object.entries(headers ?? {})) all[name.toLowerCase()] = String(value).trim()
  return all
}

const definedOnly = (tls: { [K in keyof TlsMaterial]: TlsMaterial[K] | undefined }): TlsMaterial =>
  Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== undefined && value !== null))

function readKubeconfigs(files: readonly string[]): KubeConfig {
  const found = files.filter((file) => existsSync(file))
  if (found.length === 0) throw refused(`no kubeconfig at ${files.join(' or ')}`)
  const parts = found.map(readOne)
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: firstOfEachName(parts.flatMap((part) => part.clusters)),
    users: firstOfEachName(parts.flatMap((part) => part.users)),
    contexts: firstOfEachName(parts.flatMap((part) => part.contexts)),
    currentContext: parts.map((part) => part.currentContext).find((name) => Boolean(name)),
  })
  return config
}

function firstOfEachName<T extends Cluster | User | Context>(all: readonly T[]): T[] {
  return [...new Map(all.toReversed().map((each) => [each.name, each])).values()].toReversed()
}

function readOne(file: string): KubeConfig {
  try {
    const document = load(readFileSync(file, 'utf8'))
    const config = new KubeConfig()
    config.loadFromString(JSON.stringify(asClientNodeReadsIt(document, dirname(file))))
    config.makePathsAbsolute(dirname(file))
    return config
  } catch (error) {
    throw new ConnectionError('credentials', `${file}: ${sayError(error)}`, error)
  }
}

/** The library's own message has the lines around the mistake: a token may stand there. */
function sayError(error: unknown): string {
  if (!(error instanceof YAMLException)) return error instanceof Error ? error.message : String(error)
  const { kind, line, column } = yamlMistake(error)
  return `is not valid YAML: ${kind}${line === undefined ? '' : ` (line ${line}, column ${column})`}`
}

/**
 * What client-node 2.0.1 does not read as kubectl does: `tokenFile` (it looks for `token-file`, and reads it only once),
 * exec commands relative to the file, and KUBERNETES_EXEC_INFO, without which some plugins refuse to answer.
 */
function asClientNodeReadsIt(document: unknown, folder: string): object {
  if (!isMap(document)) throw new Error('is not a kubeconfig: expected a mapping')
  const users = Array.isArray(document.users) ? document.users : []
  return {
    ...document,
    users: users.map((entry) => (isMap(entry) ? { ...entry, user: user(entry.user, folder) } : entry)),
  }
}

function user(given: unknown, folder: string): unknown {
  if (!isMap(given)) return given
  const { tokenFile, exec } = given
  if (typeof tokenFile === 'string' && tokenFile !== '') {
    const path = isAbsolute(tokenFile) ? tokenFile : join(folder, tokenFile)
    return { ...given, token: undefined, 'auth-provider': { name: 'tokenFile', config: { tokenFile: path } } }
  }
  if (!isMap(exec) || typeof exec.command !== 'string') return given
  const command = exec.command
  const relative = command.includes('/') && !isAbsolute(command)
  const info = { apiVersion: exec.apiVersion, kind: 'ExecCredential', spec: { interactive: false } }
  const env = [
    { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) },
    ...(Array.isArray(exec.env) ? exec.env : []),
  ]
  return { ...given, exec: { ...exec, command: relative ? join(folder, command) : command, env } }
}
