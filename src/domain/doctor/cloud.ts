import type { Node } from '../cluster/node.ts'

/** Whose cluster it is, as labels of nodes and their provider's ids show, and what is done there. */
export interface Cloud {
  readonly name: string
  /** Switches an autoscaler on. */
  readonly mend: string
  /** Lets a group of nodes grow. */
  readonly grow: string
}

interface Known extends Cloud {
  /** Labels that only its nodes carry. */
  readonly labels: readonly string[]
  readonly provider: string
}

const CLOUDS: readonly Known[] = [
  {
    name: 'GKE',
    labels: ['cloud.google.com/gke-nodepool'],
    provider: 'gce://',
    mend: 'gcloud container clusters update CLUSTER --node-pool=POOL --enable-autoscaling --min-nodes=0 --max-nodes=40',
    grow: 'gcloud container clusters update CLUSTER --node-pool=POOL --enable-autoscaling --max-nodes=80',
  },
  {
    name: 'EKS',
    labels: ['eks.amazonaws.com/nodegroup', 'eks.amazonaws.com/compute-type'],
    provider: 'aws://',
    mend: 'helm upgrade --install karpenter oci://public.ecr.aws/karpenter/karpenter --namespace kube-system --set settings.clusterName=CLUSTER  # or Cluster Autoscaler',
    grow: 'eksctl scale nodegroup --cluster=CLUSTER --name=GROUP --nodes-max=80',
  },
  {
    name: 'AKS',
    labels: ['kubernetes.azure.com/agentpool', 'kubernetes.azure.com/cluster'],
    provider: 'azure://',
    mend: 'az aks nodepool update --resource-group GROUP --cluster-name CLUSTER --name POOL --enable-cluster-autoscaler --min-count 0 --max-count 40',
    grow: 'az aks nodepool update --resource-group GROUP --cluster-name CLUSTER --name POOL --update-cluster-autoscaler --min-count 0 --max-count 80',
  },
]

const ANYWHERE =
  'helm upgrade --install cluster-autoscaler cluster-autoscaler --repo https://kubernetes.github.io/autoscaler --namespace kube-system  # with what its chart needs for your cloud; or Karpenter'

/** @returns undefined: nothing tells */
export function cloudOf(nodes: Iterable<Node>): Cloud | undefined {
  for (const { labels, providerId = '' } of nodes)
    for (const cloud of CLOUDS)
      if (providerId.startsWith(cloud.provider) || cloud.labels.some((label) => label in labels)) return cloud
  return undefined
}

/** How an autoscaler comes about, wherever it is. */
export const autoscalerMend = (cloud: Cloud | undefined): string => cloud?.mend ?? ANYWHERE

/** How a group of nodes may grow further. */
export const growMend = (cloud: Cloud | undefined): string =>
  cloud?.grow ?? 'kubectl -n kube-system edit deployment cluster-autoscaler  # its --nodes=MIN:MAX:GROUP'
