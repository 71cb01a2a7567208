/** The process that is flooded: both ports as `warmseats run` opens them, with the webhook behind a path that the flood does not know. */
import type { AddressInfo } from 'node:net'
import { refusals } from '../../../../src/server/connections/tell.ts'
import { httpServer } from '../../../../src/server/http.ts'
import { listenAnywhere } from '../../../../src/server/listen.ts'
import { admissionRoute } from '../../../../src/server/profiles/admission.ts'
import { secureServer } from '../../../../src/server/profiles/https.ts'
import { selfSigned } from '../../../kubernetes/support/certificate.ts'
import { someMetrics } from '../../../support/metrics/metrics.ts'
import { profilesIn } from '../../../support/profiles.ts'
import { WEBHOOK_PATH } from './webhook.ts'

export interface Ready {
  readonly http: number
  readonly https: number
}

const { registry } = someMetrics()
const told: string[] = []
const onRefused = refusals({
  registry,
  tell: (event) => told.push(event.type === 'connections refused' ? `${event.port}: ${event.because}` : event.type),
  clock: () => performance.now(),
})
const server = httpServer({
  registry,
  whyNotReady: () => undefined,
  // What the log would have, so that whoever floods sees that it is told once.
  page: async (routes) => void routes.get('/told', async () => told),
  onFault: ({ error }) => {
    throw error
  },
  onRefused,
})
const secure = secureServer({
  onFault: (error) => {
    throw error
  },
  onRefused,
})
secure.serve(selfSigned('warmseats'))
const profiles = profilesIn('profiles: [{name: all, env: {A: b}}]')
admissionRoute(secure.routes, {
  accepts: (path) => path === WEBHOOK_PATH,
  profiles: () => ({
    setFor: () => profiles,
    mountPath: '/home/jovyan',
    deployServices: async () => ({ env: [], failures: [], spawn: 's' }),
    timeoutMs: 1000,
  }),
  dryRun: () => false,
  tell: () => undefined,
  clock: () => performance.now(),
})
await listenAnywhere((at) => server.listen(at), 0)
await secure.listen(0)
const portOf = (address: unknown) => (address as AddressInfo).port
process.send?.({
  http: portOf(server.server.address()),
  https: portOf(secure.routes.server.address()),
} satisfies Ready)
