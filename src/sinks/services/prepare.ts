import { userPart } from '../../domain/profiles/escape.ts'
import type { Service } from '../../domain/profiles/reading/profile.ts'
import type { ServiceObject } from '../../domain/profiles/services/objects.ts'
import type { ServiceWork } from '../../domain/profiles/services/service-work.ts'
import type { Api } from '../../kubernetes/api.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import { failedTo, ServiceError, type TemplateSource } from './failed.ts'

/** An object to make, and the template that it is from. */
export interface Prepared {
  /** `ConfigMap spark-cluster-template, sparkClusterTemplate` */
  readonly from: string
  readonly object: ServiceObject
}

export interface PrepareFor {
  readonly user: string
  /** Of the user's pod. */
  readonly namespace: string
  /** Where the templates are: only who may write beside the profiles may write templates. */
  readonly templates: string
  readonly work: ServiceWork
  readonly signal: AbortSignal
}

/**
 * All objects of a service, before the first of them is made: a service is not made by halves because its second template
 * is wrong.
 * @throws ServiceError
 */
export async function prepare(kubernetes: Api, service: Service, options: PrepareFor): Promise<Prepared[]> {
  const { user, namespace, templates, work, signal } = options
  const part = userPart(user)
  const variables = { ...service.configuration, user: part, USERNAME: part }
  const prepared: Prepared[] = []
  for (const { name, path } of service.resources) {
    const from = `ConfigMap ${name}, ${path}`
    const template = await readTemplate(kubernetes, { name, path, namespace: templates }, signal)
    const objects = { user, namespace, labels: service.labels }
    const reading = await work.makeObjects({ template: template.text, variables, objects }, signal)
    if (reading.at === 'refused') throw new ServiceError(`${from}: ${reading.text}`, template.source)
    prepared.push(...reading.objects.map((object) => ({ from, object })))
  }
  return prepared
}

interface ConfigMap {
  readonly metadata: { readonly uid: string }
  readonly data?: Readonly<Record<string, string>>
}

async function readTemplate(
  kubernetes: Api,
  { name, path, namespace }: { readonly name: string; readonly path: string; readonly namespace: string },
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly source: TemplateSource }> {
  const failed = failedTo({ verb: 'get', resource: 'configmaps', group: '', namespace, name })
  const location = apiPath`/api/v1/namespaces/${namespace}/configmaps/${name}`
  const { metadata, data = {} } = await kubernetes.get<ConfigMap>(location, undefined, signal).catch(failed)
  const text = Object.hasOwn(data, path) ? data[path] : undefined
  const source = { name, namespace, uid: metadata.uid }
  if (text !== undefined) return { text, source }
  const keys = Object.keys(data).slice(0, 10).join(', ') || 'nothing'
  throw new ServiceError(`ConfigMap ${name} in ${namespace} has no key \`${path}\`; it has ${keys}`, source)
}
