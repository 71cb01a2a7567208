import { given } from '../../domain/given.ts'
import type { EnvVar, Service } from '../../domain/profiles/reading/profile.ts'
import type { DeployRequest, DeployServices } from '../../domain/profiles/services/deploy-request.ts'
import type { Deployed, ServiceFailure } from '../../domain/profiles/services/deployed.ts'
import type { ServiceWork } from '../../domain/profiles/services/service-work.ts'
import type { AllowedKind } from '../../domain/settings/config.ts'
import { api } from '../../kubernetes/api.ts'
import { discovery } from '../../kubernetes/discovery.ts'
import type { Transport } from '../../kubernetes/transport.ts'
import { type Awaited, awaitPod, isThere, type Ref } from './await-pod.ts'
import { ServiceError, type TemplateSource } from './failed.ts'
import { type Prepared, prepare } from './prepare.ts'
import { type PutDeps, putObject } from './put-object.ts'

export interface DeployDeps {
  readonly transport: Transport
  /** Where templates are rendered, and what they return is read. */
  readonly work: ServiceWork
  /** Where the templates are, and where services may be when `namespaces` names none. */
  readonly namespace: string
  /** Where users' pods are. */
  readonly namespaces: () => readonly string[]
  readonly allowedKinds: () => readonly AllowedKind[]
  /** Epoch ms. */
  readonly now: () => number
  /** A name for a spawn, fit for a label; never the same twice. */
  readonly newSpawn: () => string
  /** Told when a template is why a service is missing. */
  readonly onBadTemplate: (template: TemplateSource, because: string) => void
}

export function serviceDeployer(deps: DeployDeps): DeployServices {
  const kubernetes = api(deps.transport)
  const kindOf = discovery(kubernetes)
  const deploy = async (request: Begun): Promise<Deployed> => {
    const { services, user, namespace, dryRun, timeoutMs, spawn } = request
    const signal = AbortSignal.timeout(timeoutMs)
    const planned = await Promise.all(
      [...services].map(([name, { value: service }]) =>
        attempt({ name, service }, async (): Promise<Plan> => {
          refuseElsewhere(namespace, deps)
          const templates = { user, namespace, templates: deps.namespace, work: deps.work, signal }
          const objects = await prepare(kubernetes, service, templates).catch((error: unknown) => {
            if (error instanceof ServiceError && error.template) deps.onBadTemplate(error.template, error.message)
            throw error
          })
          return { name, service, objects }
        }),
      ),
    )
    const plans = valuesOf(planned)
    const put = { kubernetes, kindOf, allowed: deps.allowedKinds(), work: deps.work, signal }
    const makeAll = async (ref: Ref | undefined): Promise<Deployed> => {
      const made = await Promise.all(plans.map((plan) => attempt(plan, () => make(plan, ref, put))))
      const failures = [...failuresOf(planned), ...failuresOf(made)]
      return { env: valuesOf(made).flat(), failures, spawn, ...given({ ref: ref?.name }) }
    }
    if (dryRun || plans.length === 0) return makeAll(undefined)
    const awaited: Awaited = { user, namespace, spawn, nowMs: deps.now(), signal }
    try {
      const ref = await awaitPod(kubernetes, awaited)
      const deployed = await makeAll(ref)
      return (await isThere(kubernetes, ref, awaited)) ? deployed : makeAll(await awaitPod(kubernetes, awaited))
    } catch (error) {
      const unowned = plans.map((plan) => failureOf(plan, error))
      return { env: [], failures: [...failuresOf(planned), ...unowned], spawn }
    }
  }
  return async (request) => {
    const begun = { ...request, spawn: request.spawn ?? deps.newSpawn() }
    // A service that is required must not be gone without because something threw where nothing should.
    return deploy(begun).catch((error: unknown) => ({
      env: [],
      failures: [...begun.services].map(([name, { value: service }]) => failureOf({ name, service }, error)),
      spawn: begun.spawn,
    }))
  }
}

type Begun = DeployRequest & { readonly spawn: string }

interface Named {
  readonly name: string
  readonly service: Service
}

interface Plan extends Named {
  readonly objects: readonly Prepared[]
}

type Attempted<T> = { readonly value: T } | { readonly failure: ServiceFailure }

async function attempt<T>(named: Named, work: () => Promise<T>): Promise<Attempted<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { failure: failureOf(named, error) }
  }
}

const failureOf = ({ name, service: { required } }: Named, error: unknown): ServiceFailure => ({
  service: name,
  because: error instanceof ServiceError ? error.message : String(error),
  required,
})

const valuesOf = <T>(all: readonly Attempted<T>[]): T[] => all.flatMap((one) => ('value' in one ? [one.value] : []))

const failuresOf = (all: readonly Attempted<unknown>[]): ServiceFailure[] =>
  all.flatMap((one) => ('failure' in one ? [one.failure] : []))

function refuseElsewhere(namespace: string, { namespace: own, namespaces }: DeployDeps): void {
  const listed = namespaces()
  if ((listed.length > 0 ? listed : [own]).includes(namespace)) return
  throw new ServiceError(`services are made in listed namespaces only; add ${namespace} to userPods.namespaces`)
}

type MakeDeps = PutDeps & Pick<DeployDeps, 'work'>

async function make({ service, objects }: Plan, ref: Ref | undefined, put: MakeDeps): Promise<readonly EnvVar[]> {
  const made: object[] = []
  for (const { from, object } of objects)
    try {
      made.push(await putObject(object, ref, put))
    } catch (error) {
      throw error instanceof ServiceError ? new ServiceError(`${from}: ${error.message}`) : error
    }
  if (Object.keys(service.return).length === 0) return []
  const reading = await put.work.readVariables({ made, paths: service.return }, put.signal)
  if (reading.at === 'refused') throw new ServiceError(reading.text)
  return reading.env
}
