/** Against what services may be made of: here Pods, Deployments and Services are among `allowedKinds`. */
import { type Attack, deployments, HUB, pods, type Work } from './attack.ts'

const SERVICE = { 'warmseats.io/service-of': 'ada' }
const kindPath = { Pod: pods, Deployment: deployments }
const onService = (kind: keyof typeof kindPath, spec: object, labels: object = SERVICE): Work => {
  const pod = {
    containers: [{ name: 'c', image: 'i', ...('container' in spec ? (spec.container as object) : {}) }],
    ...spec,
  }
  const { container: _, ...podSpec } = { container: 0, ...pod }
  const template = { metadata: { labels: { a: 'b' } }, spec: podSpec }
  const whole = kind === 'Pod' ? podSpec : { selector: { matchLabels: { a: 'b' } }, template }
  return {
    what: `${kind} of a service: ${JSON.stringify(spec)}`,
    method: 'POST',
    path: kindPath[kind],
    body: { metadata: { name: 'spark', labels }, spec: whole },
  }
}

const LETS_CHOOSE = 'admissionPolicy\\.serviceWorkloads any lets templates choose'
const SERVICES: readonly (readonly [spec: object, refused: RegExp])[] = [
  [{ serviceAccountName: 'hub' }, new RegExp(`no ServiceAccount but .default.; ${LETS_CHOOSE}`)],
  [{ hostNetwork: true }, new RegExp(`nothing of the host, .*; ${LETS_CHOOSE}`)],
  [{ nodeName: 'n1' }, /nothing of the host/],
  [{ volumes: [{ name: 'host', hostPath: { path: '/' } }] }, /nothing of the host/],
  [{ container: { ports: [{ containerPort: 80, hostPort: 80 }] } }, /nothing of the host/],
  [{ container: { securityContext: { privileged: true } } }, new RegExp(`neither privileged .*; ${LETS_CHOOSE}`)],
  [{ container: { securityContext: { capabilities: { add: ['NET_RAW'] } } } }, /nor given capabilities/],
  [{ volumes: [{ name: 'hub', secret: { secretName: 'hub' } }] }, new RegExp(`read no Secret; ${LETS_CHOOSE}`)],
  [{ volumes: [{ name: 'hub', projected: { sources: [{ secret: { name: 'hub' } }] } }] }, /read no Secret/],
  [{ container: { envFrom: [{ secretRef: { name: 'hub' } }] } }, /read no Secret/],
  [{ initContainers: [{ name: 'first', image: 'i', envFrom: [{ secretRef: { name: 'hub' } }] }] }, /read no Secret/],
  [{ container: { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'hub', key: 'a' } } }] } }, /read no Secret/],
]

/** What a template could have made for its author. */
export const onServices: readonly Attack[] = [
  ...(['Pod', 'Deployment'] as const).flatMap((kind) =>
    SERVICES.map(([spec, refused]) => ({ ...onService(kind, spec), refused })),
  ),
  {
    ...onService('Pod', {}, {}),
    what: 'a pod that is of no service',
    refused: /it writes placeholders only|objects of services only/,
  },
  {
    ...{ what: 'a Service that is of no service', method: 'POST', path: `/api/v1/namespaces/${HUB}/services` },
    ...{
      body: { metadata: { name: 'evil' }, spec: { ports: [{ port: 80 }] } },
      refused: /it makes and changes objects of services only/,
    },
  },
]

export const workOnServices: readonly Work[] = [
  onService('Pod', { container: { env: [{ name: 'A', value: 'b' }] }, volumes: [{ name: 'e', emptyDir: {} }] }),
  onService('Deployment', {}),
]
