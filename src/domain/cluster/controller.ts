/** The Deployment of ours that runs the controller, as the chart makes it. */
import type { RawMetadata } from '../scheduling/kubernetes-object.ts'

export interface RawController {
  readonly metadata: RawMetadata & { readonly name: string }
  readonly spec: {
    readonly replicas?: number
    readonly template: {
      readonly spec: {
        readonly containers: readonly ControllerContainer[]
        readonly serviceAccountName?: string
        readonly volumes?: readonly { readonly name: string; readonly configMap?: { readonly name?: string } }[]
      }
    }
  }
  readonly status?: { readonly readyReplicas?: number }
}

export interface ControllerContainer {
  readonly image?: string
  readonly args?: readonly string[]
  readonly env?: readonly {
    readonly name: string
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } }
  }[]
}

export interface Controller {
  readonly raw: RawController
  readonly container: ControllerContainer
  /** Name of the state ConfigMap, which a release is known by. */
  readonly state: string
}

/** Those of all Deployments of a namespace that run `warmseats run` with a state ConfigMap. */
export const controllersAmong = (deployments: readonly RawController[]): readonly Controller[] =>
  deployments.flatMap((raw) => {
    const container = raw.spec.template.spec.containers.find(
      ({ args = [] }) => args[0] === 'run' && argument(args, 'state'),
    )
    const state = argument(container?.args ?? [], 'state')
    return container && state ? [{ raw, container, state }] : []
  })

/** @returns the value of `--name=value`; undefined: there is none */
export const argument = (args: readonly string[], name: string): string | undefined =>
  args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
