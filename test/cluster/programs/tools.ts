/**
 * The tool sets of the real control plane: which programs and data files exist, and out of which Go modules they come.
 *
 * One go.mod a set, under `modules/`, because their dependencies conflict. Versions are pinned there and nowhere else:
 * what is stamped into a binary is read back from its go.mod.
 */

/** One program of a set: the name of the built file, and its Go package. */
export interface Program {
  readonly name: string
  readonly package: string
}

/** Files that are needed at run time and come with a Go module: `from` inside the module, `to` beside the programs. */
export interface Data {
  readonly module: string
  readonly from: string
  readonly to: string
}

/** A tool set: everything that is built from one go.mod. */
export interface ToolSet {
  readonly name: string
  /** The module whose version names the set, e.g. in messages. */
  readonly module: string
  readonly programs: readonly Program[]
  /** Build tags, which leave out what nobody needs. */
  readonly tags?: string
  readonly data: readonly Data[]
  /** Variables set at link time, by Go's name of the variable; `versionOf` looks a module up in the set's go.mod. */
  readonly variables: (versionOf: (module: string) => string) => Readonly<Record<string, string>>
}

const kubernetes: ToolSet = {
  name: 'kubernetes',
  module: 'k8s.io/kubernetes',
  programs: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'].map((name) => ({
    name,
    package: `k8s.io/kubernetes/cmd/${name}`,
  })),
  data: [],
  // Unstamped, the API server says it is v0.0.0, and helm then refuses every chart that names a kubeVersion.
  variables: (versionOf) => {
    const gitVersion = versionOf('k8s.io/kubernetes')
    const [gitMajor = '', gitMinor = ''] = gitVersion.slice(1).split('.')
    const stamp = { gitVersion, gitMajor, gitMinor, gitTreeState: 'clean' }
    return Object.fromEntries(
      ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((pkg) =>
        Object.entries(stamp).map(([name, value]) => [`${pkg}.${name}`, value]),
      ),
    )
  },
}

const etcd: ToolSet = {
  name: 'etcd',
  module: 'go.etcd.io/etcd/server/v3',
  programs: [{ name: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
  data: [],
  variables: () => ({}),
}

const kwok: ToolSet = {
  name: 'kwok',
  module: 'sigs.k8s.io/kwok',
  programs: [{ name: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' }],
  // Without Stage objects kwok ends at once with «no stages found».
  data: [
    'node/fast/node-initialize.yaml',
    'node/heartbeat-with-lease/node-heartbeat-with-lease.yaml',
    'pod/fast/pod-ready.yaml',
    'pod/fast/pod-complete.yaml',
    'pod/fast/pod-delete.yaml',
  ].map((file) => ({
    module: 'sigs.k8s.io/kwok',
    from: `kustomize/stage/${file}`,
    to: `stages/${file.replaceAll('/', '-')}`,
  })),
  variables: () => ({}),
}

const karpenter: ToolSet = {
  name: 'karpenter',
  module: 'sigs.k8s.io/karpenter',
  programs: [{ name: 'karpenter', package: 'sigs.k8s.io/karpenter/kwok' }],
  data: [
    'pkg/apis/crds/karpenter.sh_nodepools.yaml',
    'pkg/apis/crds/karpenter.sh_nodeclaims.yaml',
    'pkg/apis/crds/karpenter.sh_nodeoverlays.yaml',
    'pkg/apis/crds/autoscaling.x-k8s.io_capacitybuffers.yaml',
    'kwok/apis/crds/karpenter.kwok.sh_kwoknodeclasses.yaml',
  ].map((from) => ({ module: 'sigs.k8s.io/karpenter', from, to: `crds/${from.slice(from.lastIndexOf('/') + 1)}` })),
  variables: () => ({}),
}

function helm(major: 3 | 4): ToolSet {
  const module = `helm.sh/helm/v${major}`
  return {
    name: `helm${major}`,
    module,
    programs: [{ name: `helm${major}`, package: `${module}/cmd/helm` }],
    data: [],
    variables: (versionOf) => ({
      [`${module}/internal/version.version`]: versionOf(module),
      [`${module}/internal/version.gitTreeState`]: 'clean',
      ...(major === 3 && helm3Defaults(versionOf('k8s.io/client-go'))),
    }),
  }
}

/** Unstamped, helm 3 renders and lints without a cluster as if for Kubernetes 1.20. helm 4 looks at its own client-go. */
function helm3Defaults(clientGo: string): Record<string, string> {
  const minor = clientGo.split('.')[1] ?? ''
  return Object.fromEntries(
    ['pkg/chartutil', 'pkg/lint/rules'].flatMap((pkg) => [
      [`helm.sh/helm/v3/${pkg}.k8sVersionMajor`, '1'],
      [`helm.sh/helm/v3/${pkg}.k8sVersionMinor`, minor],
    ]),
  )
}

/** promtool, which parses alerts and plays recorded metrics to them. Clients of two dozen clouds are left out. */
const prometheus: ToolSet = {
  name: 'prometheus',
  module: 'github.com/prometheus/prometheus',
  programs: [{ name: 'promtool', package: 'github.com/prometheus/prometheus/cmd/promtool' }],
  tags: 'remove_all_sd',
  data: [],
  variables: (versionOf) => ({
    'github.com/prometheus/common/version.Version': versionOf('github.com/prometheus/prometheus'),
  }),
}

/** All tool sets, in the order in which they are built: the small ones first, so that a broken set-up shows early. */
export const toolSets: readonly ToolSet[] = [etcd, kwok, karpenter, helm(3), helm(4), prometheus, kubernetes]

/** Every file that a complete control plane has, as names relative to a folder of binaries. */
export function filesOf(set: ToolSet): readonly string[] {
  return [...set.programs.map((program) => program.name), ...set.data.map((data) => data.to)]
}
