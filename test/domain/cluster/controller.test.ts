import assert from 'node:assert/strict'
import { it } from 'node:test'
import { argument, controllersAmong } from '../../../src/domain/cluster/controller.ts'

const deployment = (name: string, ...args: string[][]) => ({
  metadata: { name },
  spec: { template: { spec: { containers: args.map((one) => ({ args: one })) } } },
})

it('the controllers of a namespace are those that run with a state ConfigMap, beside whatever sidecar', () => {
  const found = controllersAmong([
    deployment('hub', ['jupyterhub', '--config']),
    deployment('bare'),
    deployment('warmseats', ['proxy'], ['run', '--config=/etc/c.yaml', '--state=hub-state']),
    deployment('tried-by-hand', ['run', '--config=/etc/c.yaml']),
    deployment('webhook', ['serve', '--state=hub-state']),
  ])
  assert.deepEqual(
    found.map(({ raw, state }) => [raw.metadata.name, state]),
    [['warmseats', 'hub-state']],
  )
})

it('an argument is known by its whole name', () => {
  assert.equal(argument(['--state-of=x', '--state=y=z'], 'state'), 'y=z')
  assert.equal(argument(['--state', 'y'], 'state'), undefined)
})
