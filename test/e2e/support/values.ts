/** A pool of 32Gi nodes as values: one placeholder takes most of a node. */
export const poolValues = (name: string, more: object = {}): object => ({
  nodeSelector: { 'hub.jupyter.org/pool-name': name },
  resources: { requests: { memory: '28Gi' } },
  ...more,
})
