/**
 * What the API server would object to in a pod, of the fields that profiles write (kubernetes pkg/apis/core/validation).
 * Written apart from the schema of profiles, which must not be judged by itself; test/e2e/profiles/profiles.test.ts asks a real one.
 */
import { parseQuantity } from '../../src/domain/scheduling/quantity.ts'

type Json = Readonly<Record<string, unknown>>

const map = (value: unknown): Json => (value ?? {}) as Json
const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[]

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/
const LABEL_VALUE = /^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$/
const LABEL_KEY = /^([a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)*\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/

export function objectionsTo(pod: unknown): string[] {
  const found: string[] = []
  const must = (isRight: boolean, what: string) => {
    if (!isRight) found.push(what)
  }
  const { metadata, spec } = map(pod)
  for (const [key, value] of Object.entries(map(map(metadata).labels))) {
    must(LABEL_KEY.test(key) && LABEL_VALUE.test(String(value)), `label ${key}: ${value}`)
  }
  const volumes = list(map(spec).volumes).map(({ name }) => String(name))
  must(new Set(volumes).size === volumes.length, `volumes ${volumes}`)
  for (const volume of list(map(spec).volumes)) {
    must(LABEL.test(String(volume.name)), `volume ${volume.name}`)
    must(NAME.test(String(map(volume.persistentVolumeClaim).claimName)), `claim of ${volume.name}`)
  }
  for (const container of list(map(spec).containers)) judgeContainer(container, volumes, must)
  for (const one of list(map(spec).tolerations)) judgeToleration(one, must)
  const affinity = map(map(map(spec).affinity).nodeAffinity)
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution
  const terms = list(map(required).nodeSelectorTerms)
  must(required === undefined || terms.length > 0, 'required affinity without terms')
  for (const one of terms) judgeTerm(one, must)
  for (const { weight, preference } of list(affinity.preferredDuringSchedulingIgnoredDuringExecution)) {
    must(Number(weight) >= 1 && Number(weight) <= 100, `weight ${weight}`)
    judgeTerm(map(preference), must)
  }
  return found
}

type Must = (isRight: boolean, what: string) => void

function judgeContainer({ env, volumeMounts, resources }: Json, volumes: readonly string[], must: Must): void {
  for (const variable of list(env)) judgeVariable(variable, must)
  const paths = list(volumeMounts).map(({ mountPath }) => mountPath)
  must(new Set(paths).size === paths.length, `mounts ${paths}`)
  for (const { name, mountPath } of list(volumeMounts)) {
    must(volumes.includes(String(name)), `mount of no volume ${name}`)
    must(/^\/[^:]*$/.test(String(mountPath)), `path ${mountPath}`)
  }
  const [requests, limits] = [map(map(resources).requests), map(map(resources).limits)]
  for (const [name, written] of [...Object.entries(requests), ...Object.entries(limits)]) {
    judgeAmount(name, written, must)
    if (isCounted(name)) judgeCounted(name, requests[name], limits[name], must)
  }
  const names = Object.keys({ ...requests, ...limits })
  must(!names.includes('hugepages-2Mi') || names.includes('cpu') || names.includes('memory'), 'huge pages alone')
  for (const [name, asked] of Object.entries(requests)) {
    const limit = limits[name]
    must(
      limit === undefined || Number(parseQuantity(asked, 1000)) <= Number(parseQuantity(limit, 1000)),
      `request ${name}`,
    )
  }
}

function judgeVariable({ name, value, valueFrom }: Json, must: Must): void {
  must(/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(String(name)), `variable ${name}`)
  must(value === undefined || typeof value === 'string', `value of ${name}`)
  must(!value || valueFrom === undefined, `two values of ${name}`)
  must(valueFrom === undefined || Object.keys(map(valueFrom)).length === 1, `sources of ${name}`)
  for (const reference of Object.values(map(valueFrom))
    .map(map)
    .filter((one) => 'key' in one)) {
    must(NAME.test(String(reference.name)), `reference of ${name}`)
    must(!/^\.(\.|$)/.test(String(reference.key)), `key of ${name}`)
  }
  const { fieldRef, resourceFieldRef } = map(valueFrom)
  const [, key = 'none'] = /'(.*)'/.exec(String(map(fieldRef).fieldPath)) ?? []
  must(LABEL_KEY.test(key), `field of ${name}`)
  const { resource, divisor = '1' } = map(resourceFieldRef)
  const pattern = String(resource).endsWith('cpu') ? /^1m?$/ : /^1([KMGTPE]i|[kMGTPE])?$/
  must(pattern.test(String(divisor)), `divisor of ${name}`)
}

function judgeAmount(name: string, written: unknown, must: Must): void {
  must((parseQuantity(written, 1000) ?? -1) >= 0, `amount ${name}: ${written}`)
  const isDevice = LABEL_KEY.test(name) && name.includes('/') && !name.startsWith('requests.')
  must(['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi'].includes(name) || isDevice, `resource ${name}`)
  if (name.startsWith('huge')) must(Number(parseQuantity(written)) % 2 ** 21 === 0, `part of ${name}`)
  if (isCounted(name)) must((parseQuantity(written, 1000) ?? -1) % 1000 === 0, `part of ${name}`)
}

/** Devices and huge pages: whole ones, and never more of them than there are. */
const isCounted = (name: string) => name.includes('/') || name.startsWith('huge')

function judgeCounted(name: string, request: unknown, limit: unknown, must: Must): void {
  const asked = request === undefined ? limit : request
  must(limit !== undefined && parseQuantity(asked) === parseQuantity(limit), `overcommitted ${name}`)
}

function judgeToleration({ key, operator, value, effect, tolerationSeconds }: Json, must: Must): void {
  must(key === undefined || LABEL_KEY.test(String(key)), `toleration ${key}`)
  must(key !== undefined || operator === 'Exists', 'toleration without key')
  must(operator !== 'Exists' || !value, `toleration ${key} with a value`)
  must(LABEL_VALUE.test(String(value ?? '')), `toleration ${key}: ${value}`)
  must([undefined, 'NoSchedule', 'NoExecute', 'PreferNoSchedule'].includes(effect as string), `effect ${effect}`)
  must(tolerationSeconds === undefined || effect === 'NoExecute', `seconds of ${key}`)
}

function judgeTerm({ matchExpressions, matchFields }: Json, must: Must): void {
  for (const { key, operator, values } of list(matchExpressions)) {
    const count = list(values).length
    must(LABEL_KEY.test(String(key)), `expression ${key}`)
    if (String(operator).endsWith('In')) must(count > 0, `${operator} without values`)
    else if (String(operator).includes('Exist')) must(count === 0, `${operator} with values`)
    else must(count === 1 && Number.isInteger(Number(list(values)[0])), `${operator} ${values}`)
  }
  for (const { key, values } of list(matchFields))
    must(key === 'metadata.name' && list(values).length === 1 && NAME.test(String(list(values)[0])), `field ${key}`)
}
