import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Node } from '../../../src/domain/cluster/node.ts'
import { autoscalerMend, cloudOf, growMend } from '../../../src/domain/doctor/cloud.ts'
import { node } from '../../support/node.ts'

describe('whose cluster it is', () => {
  const table: [string, Partial<Node>, string | undefined][] = [
    ['GKE by its label', { labels: { 'cloud.google.com/gke-nodepool': 'users' } }, 'GKE'],
    ['GKE by the id of its machines', { providerId: 'gce://project/zone/name' }, 'GKE'],
    ['EKS by its label', { labels: { 'eks.amazonaws.com/nodegroup': 'users' } }, 'EKS'],
    ['EKS by the id of its machines', { providerId: 'aws:///us-west-2a/i-0' }, 'EKS'],
    ['AKS by its label', { labels: { 'kubernetes.azure.com/agentpool': 'users' } }, 'AKS'],
    ['nothing tells', { providerId: 'kwok://n1' }, undefined],
  ]
  for (const [name, more, cloud] of table)
    it(name, () => assert.equal(cloudOf([node(), { ...node(), ...more }])?.name, cloud))
})

it('an autoscaler comes about in the ways of the cloud, or in those of all', () => {
  assert.match(autoscalerMend(cloudOf([{ ...node(), providerId: 'azure:///x' }])), /^az aks nodepool update /)
  assert.match(autoscalerMend(undefined), /^helm upgrade --install cluster-autoscaler /)
})

it('and so does a larger group of nodes', () => {
  assert.match(
    growMend(cloudOf([{ ...node(), providerId: 'gce://x' }])),
    /^gcloud container clusters update .*--max-nodes=80$/,
  )
  assert.match(growMend(undefined), /^kubectl -n kube-system edit deployment cluster-autoscaler /)
})
