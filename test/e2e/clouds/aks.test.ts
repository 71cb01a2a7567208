import { itServesTheHub } from './support/serves-the-hub.ts'

itServesTheHub('aks', {
  pool: 'user',
  labels: { 'kubernetes.azure.com/agentpool': 'user' },
  taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
  machine: { cpu: '7820m', memory: '29000Mi' },
})
