import { itServesTheHub } from './support/serves-the-hub.ts'

itServesTheHub('gke', {
  pool: 'user-pool',
  labels: { 'cloud.google.com/gke-nodepool': 'user-pool' },
  // gcloud takes no slash in the key of a taint.
  taints: [{ key: 'hub.jupyter.org_dedicated', value: 'user', effect: 'NoSchedule' }],
  machine: { cpu: '7910m', memory: '59800Mi' },
})
