/** The scheduler's configuration. */

/** A KubeSchedulerConfiguration, without what connects it to its cluster. */
export type SchedulerConfiguration = Readonly<Record<string, unknown>>

/** Packs pods onto the fullest node, as JupyterHub's userScheduler does with its own weights. */
export const mostAllocated: SchedulerConfiguration = {
  profiles: [
    {
      schedulerName: 'default-scheduler',
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
    },
  ],
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
