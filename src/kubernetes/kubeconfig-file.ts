/**
 * Reads kubeconfig files as kubectl does into client-node's KubeConfig, whose auth plugins (exec, oidc, tokens, client
 * certificates) do the rest. Of several files the first to name a thing wins, and those that do not exist are skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { type Cluster, type Context, KubeConfig, type User } from '@kubernetes/client-node'
import { load, YAMLException } from 'js-yaml'
import { isMap, yamlMistake } from '../domain/parsed.ts'
import { ConnectionError } from './connection-error.ts'

/** @throws ConnectionError `credentials` */
export function readKubeconfigs(files: readonly string[]): KubeConfig {
  const found = files.filter((file) => existsSync(file))
  if (found.length === 0) throw new ConnectionError('credentials', `no kubeconfig at ${files.join(' or ')}`)
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
