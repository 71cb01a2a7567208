/** The control plane's programs as data: which arguments each gets, and how it shows that it is ready. */
import { join } from 'node:path'
import type { Credentials } from './credentials.ts'

/** An address to ask, and for https the file with the CA, which need not exist yet. */
export interface Health {
  readonly url: string
  readonly caFile?: string
}

/** One program. Its arguments depend on ports that are drawn when it starts, anew when one of them turns out to be taken. */
export interface Component {
  readonly name: string
  readonly ports: number
  readonly args: (...ports: readonly number[]) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What answers 200 when the program is ready; without it the program counts as ready when it runs. */
  readonly health?: (...ports: readonly number[]) => Health
}

/** etcd on loopback; it need not survive a power cut. */
export function etcd(dataDirectory: string): Component {
  return {
    name: 'etcd',
    ports: 2,
    args: (client, peer) => [
      `--data-dir=${dataDirectory}`,
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=default=http://127.0.0.1:${peer}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    health: (client) => ({ url: `http://127.0.0.1:${client}/readyz` }),
  }
}

/** The API server. It makes its own certificate in `certificates`, `apiserver.crt`, which holds leaf and CA. */
export function apiServer(
  etcdPort: number,
  certificates: string,
  credentials: Credentials,
  extra: readonly string[],
): Component {
  return {
    name: 'kube-apiserver',
    ports: 1,
    args: (port) => [
      `--etcd-servers=http://127.0.0.1:${etcdPort}`,
      `--secure-port=${port}`,
      '--bind-address=127.0.0.1',
      `--cert-dir=${certificates}`,
      '--service-cluster-ip-range=10.0.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${credentials.serviceAccountKey}`,
      `--service-account-signing-key-file=${credentials.serviceAccountKey}`,
      `--token-auth-file=${credentials.tokenFile}`,
      '--authorization-mode=Node,RBAC',
      // Endpoints must not be on loopback, and the API server is: without this it would log an error every 10 s.
      '--endpoint-reconciler-type=none',
      ...extra,
    ],
    health: (port) => ({ url: `https://127.0.0.1:${port}/readyz`, caFile: caFileIn(certificates) }),
  }
}

/** The controllers that pods, placeholders, nodes, quotas and uninstalling need; the rest would only cost time. */
const controllers = [
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemonset-controller',
  'deployment-controller',
  'disruption-controller',
  'endpointslice-controller',
  'garbage-collector-controller',
  'job-controller',
  'namespace-controller',
  'node-lifecycle-controller',
  'pod-garbage-collector-controller',
  'replicaset-controller',
  'resourcequota-controller',
  'root-ca-certificate-publisher-controller',
  'serviceaccount-controller',
  'statefulset-controller',
  'taint-eviction-controller',
  'ttl-after-finished-controller',
  'validatingadmissionpolicy-status-controller',
]

/** kube-controller-manager with the controllers above. */
export function controllerManager(kubeconfig: string, caFile: string, credentials: Credentials): Component {
  return {
    name: 'kube-controller-manager',
    ports: 0,
    args: () => [
      `--kubeconfig=${kubeconfig}`,
      `--controllers=${controllers.join(',')}`,
      `--root-ca-file=${caFile}`,
      `--service-account-private-key-file=${credentials.serviceAccountKey}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
      '--node-monitor-period=1s',
    ],
  }
}

/** kube-scheduler; everything about it is in its configuration file. */
export function scheduler(configFile: string): Component {
  return { name: 'kube-scheduler', ports: 0, args: () => [`--config=${configFile}`, '--secure-port=0'] }
}

/** kwok as the kubelet of every node: keeps leases, and lets pods run as its stages say. */
export function kwok(kubeconfig: string, stagesFile: string, podCidr: string): Component {
  return {
    name: 'kwok',
    ports: 0,
    args: () => [
      `--kubeconfig=${kubeconfig}`,
      `--config=${stagesFile}`,
      `--cidr=${podCidr}`,
      '--manage-all-nodes=true',
      '--node-lease-duration-seconds=40',
    ],
  }
}

/** Karpenter with its kwok cloud provider: boots nodes for pods that do not fit, deletes those that are empty. */
export function karpenter(kubeconfig: string, instanceTypesFile: string): Component {
  return {
    name: 'karpenter',
    ports: 2,
    args: (metrics, health) => [
      `--instance-types-file-path=${instanceTypesFile}`,
      `--metrics-port=${metrics}`,
      `--health-probe-port=${health}`,
      '--disable-leader-election=true',
      '--feature-gates=CapacityBuffer=true,StaticCapacity=true',
    ],
    env: { KUBECONFIG: kubeconfig, SYSTEM_NAMESPACE: 'kube-system' },
    health: (_metrics, health) => ({ url: `http://127.0.0.1:${health}/readyz` }),
  }
}

/** The file under which the API server leaves its certificate and CA. */
export function caFileIn(certificates: string): string {
  return join(certificates, 'apiserver.crt')
}
