/** The scheduler's configuration. */

/** A KubeSchedulerConfiguration, without what connects it to its cluster. */
export type SchedulerConfiguration = Readonly<Record<string, unknown>>

/** A profile that packs pods onto the fullest node, with the weights of JupyterHub's userScheduler. */
const packing = (schedulerName: string) => ({
  schedulerName,
  plugins: {
    score: {
      disabled: [{ name: '*' }],
      enabled: [
        { name: 'NodeAffinity', weight: 14631 },
        { name: 'InterPodAffinity', weight: 1331 },
        { name: 'NodeResourcesFit', weight: 121 },
        { name: 'ImageLocality', weight: 11 },
      ],
    },
  },
  pluginConfig: [
    {
      name: 'NodeResourcesFit',
      args: {
        scoringStrategy: {
          type: 'MostAllocated',
          resources: [
            { name: 'cpu', weight: 1 },
            { name: 'memory', weight: 1 },
          ],
        },
      },
    },
  ],
})

/** Packs all pods. */
export const mostAllocated: SchedulerConfiguration = { profiles: [packing('default-scheduler')] }

/** Kubernetes' own, and beside it what the chart's packingScheduler would be: of its pods none really runs here. */
export const beside: SchedulerConfiguration = {
  profiles: [{ schedulerName: 'default-scheduler' }, packing('warmseats-packing')],
}

/** Returns the text of the scheduler's configuration file: the default profile unless `given` says otherwise. */
export function schedulerConfiguration(kubeconfig: string, given: SchedulerConfiguration): string {
  return JSON.stringify({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    leaderElection: { leaderElect: false },
    // By default a pod that was tried in vain is let wait up to 10 s after its node came: tests need not.
    podMaxBackoffSeconds: 2,
    ...given,
    clientConnection: { kubeconfig, qps: 500, burst: 1000 },
  })
}
