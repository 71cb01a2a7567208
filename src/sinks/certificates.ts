import type { RotationStep } from '../domain/certificates/plan.ts'
import { FIELD_MANAGER } from '../domain/cluster/deployment.ts'
import { given } from '../domain/given.ts'
import { NotLeading } from '../domain/lease.ts'
import { type Api, api } from '../kubernetes/api.ts'
import { apiPath } from '../kubernetes/api-path.ts'
import { ConnectionError } from '../kubernetes/connection-error.ts'
import { describeApiError } from '../kubernetes/describe.ts'
import { ApiError } from '../kubernetes/errors.ts'
import type { LeaderTransport } from '../kubernetes/leader-transport.ts'
import { CERTIFICATE_KEYS } from '../kubernetes/read-certificate.ts'
import { type Issued, makeCertificate } from './make-certificate.ts'
import { makePath } from './make-path.ts'

/** An object that is there, as last seen: a former leader's late write is rejected by its version. */
interface Seen {
  readonly name: string
  readonly resourceVersion: string
}

interface SeenWebhook {
  readonly name: string
  /** The CAs that it tells, PEM; empty: none. */
  readonly bundle: string
  /** Empty: none. */
  readonly path: string
}

type SeenData = Seen & { readonly data: Readonly<Record<string, string>> }

export interface CertificateObjects {
  readonly secret: SeenData | undefined
  /** The Secret with the webhook's paths: the same one, unless it is not ours. */
  readonly paths: SeenData | undefined
  /** Announces CAs and path to the API server. */
  readonly webhook: (Seen & { readonly webhooks: readonly SeenWebhook[] }) | undefined
  /** Announces the CAs to the hub. */
  readonly configMap: SeenData | undefined
}

export interface CertificateSinkOptions {
  readonly transport: LeaderTransport
  readonly namespace: string
  /** Epoch ms. */
  readonly now: () => number
}

interface StepInput {
  readonly names: readonly string[]
  readonly lifetimeMs: number
  /** Whether we make the certificate; whoever else does tells the API server the CA, too. */
  readonly isOurs: boolean
  readonly seen: CertificateObjects
}

/** Why a step failed, as a sentence; undefined when somebody was faster, which the watch shows, or leads now. */
export function sayStepFailure(step: RotationStep, error: unknown, namespace: string): string | undefined {
  if (error instanceof NotLeading || (error instanceof ApiError && error.status === 409)) return undefined
  if (!(error instanceof ApiError || error instanceof ConnectionError)) return String((error as Error).message)
  const group = step.type === 'announce' ? 'admissionregistration.k8s.io' : ''
  const place = group ? { resource: 'mutatingwebhookconfigurations' } : { resource: 'secrets', namespace }
  return describeApiError(error, { verb: 'patch', group, ...place })
}

type Data = Record<string, string | null>

/** The key of the ConfigMap. */
export const CA_KEY = 'ca.crt'

const { current, next, previousCa, previousPath } = CERTIFICATE_KEYS
const NO_NEXT: Data = { [next.ca]: null, [next.certificate]: null, [next.key]: null, [next.path]: null }
const NO_PREVIOUS: Data = { [previousCa]: null, [previousPath]: null }

/** Makes the steps of a rotation in the chart's objects, none of which it creates. Rejects when one cannot be made. */
export function certificateSink({ transport, namespace, now }: CertificateSinkOptions) {
  const kubernetes = api(transport, { timeoutMs: 10_000 })
  const issue = ({ names, lifetimeMs }: StepInput) => makeCertificate(names, { nowMs: now(), lifetimeMs })
  const save = async (secret: Seen | undefined, data: Data) => {
    if (!secret) throw new Error('the Secret for it is missing; `helm upgrade` brings it back')
    const metadata = { resourceVersion: secret.resourceVersion }
    await kubernetes.mergePatch(apiPath`/api/v1/namespaces/${namespace}/secrets/${secret.name}`, { metadata, data })
  }
  return async (step: RotationStep, input: StepInput): Promise<void> => {
    const { secret, paths } = input.seen
    const held = secret?.data ?? {}
    switch (step.type) {
      case 'make':
        return save(secret, { ...dataOf(await issue(input), current), ...NO_NEXT, ...NO_PREVIOUS })
      case 'make path':
        return save(paths, { [current.path]: encode(makePath()) })
      case 'prepare':
        return save(secret, dataOf(await issue(input), next))
      case 'promote': {
        const promoted = { [current.ca]: held[next.ca], [current.certificate]: held[next.certificate] }
        const opened = { [current.key]: held[next.key], [current.path]: held[next.path] }
        const retired = { [previousCa]: held[current.ca], [previousPath]: held[current.path] }
        return save(secret, { ...promoted, ...opened, ...retired, ...NO_NEXT } as Data)
      }
      case 'forget':
        return save(secret, NO_PREVIOUS)
      case 'announce':
        return announce(kubernetes, namespace, step, input)
    }
  }
}

function dataOf(issued: Issued, keys: (typeof CERTIFICATE_KEYS)['current' | 'next']): Data {
  return {
    [keys.ca]: encode(issued.ca),
    [keys.certificate]: encode(issued.certificate),
    [keys.key]: encode(issued.key),
    [keys.path]: encode(makePath()),
  }
}

const encode = (text: string): string => Buffer.from(text).toString('base64')

/** By server-side apply: of the webhooks only these fields are ours, the others are helm's or cert-manager's. */
async function announce(
  kubernetes: Api,
  namespace: string,
  { bundle, path: webhookPath }: RotationStep & { readonly type: 'announce' },
  { isOurs, seen: { webhook, configMap } }: StepInput,
): Promise<void> {
  if (webhook) {
    const { name, resourceVersion } = webhook
    const clientConfig = { ...given({ caBundle: isOurs ? encode(bundle) : undefined }), service: { path: webhookPath } }
    const manifest = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name, resourceVersion },
      webhooks: webhook.webhooks.map((one) => ({ name: one.name, clientConfig })),
    }
    const path = apiPath`/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/${name}`
    await kubernetes.apply(path, manifest, { fieldManager: FIELD_MANAGER, force: true })
  }
  if (configMap) {
    const metadata = { resourceVersion: configMap.resourceVersion }
    const path = apiPath`/api/v1/namespaces/${namespace}/configmaps/${configMap.name}`
    await kubernetes.mergePatch(path, { metadata, data: { [CA_KEY]: bundle } })
  }
}
