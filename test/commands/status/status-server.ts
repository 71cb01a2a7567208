/** An API server with releases in `jhub`, and a program behind its proxy. */
import type { PlaceOptions } from '../../../src/commands/cluster/ask.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { controller, kubeconfigOf } from '../cluster/kubeconfig.ts'

export const STATUS = {
  at: '2026-03-24T09:00:00Z',
  verdict: { state: 'well', text: 'All is well.', parts: [], causes: [] },
  release: { identity: 'warmseats-0', version: '1.2.0' },
  leading: true,
  leader: 'warmseats-0',
}

/** The Deployments of releases of these names. */
export const controllers = (...names: readonly string[]) =>
  (names.length > 0 ? names : ['warmseats']).map((name) => {
    const { metadata, spec, ...rest } = controller('1.2.0')
    const [container] = spec.template.spec.containers
    const template = { spec: { containers: [{ ...container, args: ['run', `--state=${name}-state`] }] } }
    return { ...rest, metadata: { ...metadata, name }, spec: { ...spec, template } }
  })

export interface StatusServer extends AsyncDisposable {
  readonly options: PlaceOptions
}

/** @param items the Deployments of the namespace, or the code that asking for them is refused with */
export async function statusServer(
  answer: (exchange: Exchange) => void,
  items: readonly object[] | number = controllers(),
): Promise<StatusServer> {
  const api = await fakeApi()
  const files = kubeconfigOf(api)
  api.serve((exchange) => {
    if (exchange.path.includes('/proxy/')) answer(exchange)
    else if (typeof items === 'number')
      exchange.refuse(items, { message: 'User "ada" cannot list resource "deployments"' })
    else exchange.answer(200, { items })
  })
  return {
    options: { kubeconfig: files.kubeconfig },
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]()
      await api.close()
    },
  }
}
